package io.redshiftops.sandbox.data;

/** The 25 nations of the Star Schema Benchmark, five in each of five regions, numbered by the codes of their phones. */
enum Nation {
    ALGERIA(10, "AFRICA"),
    ARGENTINA(11, "AMERICA"),
    BRAZIL(12, "AMERICA"),
    CANADA(13, "AMERICA"),
    EGYPT(14, "MIDDLE EAST"),
    ETHIOPIA(15, "AFRICA"),
    FRANCE(16, "EUROPE"),
    GERMANY(17, "EUROPE"),
    INDIA(18, "ASIA"),
    INDONESIA(19, "ASIA"),
    IRAN(20, "MIDDLE EAST"),
    IRAQ(21, "MIDDLE EAST"),
    JAPAN(22, "ASIA"),
    JORDAN(23, "MIDDLE EAST"),
    KENYA(24, "AFRICA"),
    MOROCCO(25, "AFRICA"),
    MOZAMBIQUE(26, "AFRICA"),
    PERU(27, "AMERICA"),
    CHINA(28, "ASIA"),
    ROMANIA(29, "EUROPE"),
    SAUDI_ARABIA(30, "MIDDLE EAST"),
    VIETNAM(31, "ASIA"),
    RUSSIA(32, "EUROPE"),
    UNITED_KINGDOM(33, "EUROPE"),
    UNITED_STATES(34, "AMERICA");

    static final int COUNT = 25;
    static final int CITIES = 10;

    private static final Nation[] ALL = values();
    private static final int CITY_PREFIX = 9;

    private final int phoneCode;
    private final String text;
    private final String region;
    private final String cityPrefix;

    Nation(int phoneCode, String region) {
        this.phoneCode = phoneCode;
        this.text = name().replace('_', ' ');
        this.region = region;
        this.cityPrefix = (text + " ".repeat(CITY_PREFIX)).substring(0, CITY_PREFIX);
    }

    /** One of the nations by its place in their order, from 0. */
    static Nation of(int place) {
        return ALL[place];
    }

    /** The name in data, such as {@code UNITED KINGDOM}. */
    String text() {
        return text;
    }

    String region() {
        return region;
    }

    /** One of its ten cities: nine characters of its name, blank-padded, and a digit, such as {@code UNITED KI1}. */
    String city(int digit) {
        return cityPrefix + (char) ('0' + digit);
    }

    int phoneCode() {
        return phoneCode;
    }
}
