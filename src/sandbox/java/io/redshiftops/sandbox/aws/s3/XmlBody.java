package io.redshiftops.sandbox.aws.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** An element of the XML in a request. */
record XmlBody(Element element) {

    /** Far more than a thousand keys need. */
    private static final int LARGEST = 4 << 20;

    private static final String NO_DOCUMENT_TYPES = "http://apache.org/xml/features/disallow-doctype-decl";

    static XmlBody read(S3Request request) {
        try (InputStream body = Content.decoded(request)) {
            byte[] bytes = body.readNBytes(LARGEST);
            return new XmlBody(builder().parse(new ByteArrayInputStream(bytes)).getDocumentElement());
        } catch (SAXException e) {
            throw S3Error.malformedXml();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCUMENT_TYPES, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return element.getLocalName();
    }

    /** The elements of a name directly below. */
    List<XmlBody> children(String name) {
        List<XmlBody> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getLocalName().equals(name)) {
                children.add(new XmlBody(child));
            }
        }
        return children;
    }

    /** The text of an element directly below. */
    Optional<String> text(String name) {
        return children(name).stream().findFirst().map(child -> child.element().getTextContent());
    }

    String required(String name) {
        return text(name).orElseThrow(S3Error::malformedXml);
    }
}
