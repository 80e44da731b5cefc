package io.redshiftops.sandbox.redshift.copy;

import java.util.Arrays;

/** A growing array of bytes. */
final class Bytes {

    private byte[] array;
    private int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    /** Sets the size, within what was reserved. */
    void resize(int newSize) {
        size = newSize;
    }

    /** Makes room for so many more bytes. */
    void reserve(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, size + more));
        }
    }

    void add(int value) {
        if (size == array.length) {
            reserve(1);
        }
        array[size++] = (byte) value;
    }

    void add(byte[] source, int from, int to) {
        int length = to - from;
        reserve(length);
        System.arraycopy(source, from, array, size, length);
        size += length;
    }

    void add(byte[] source) {
        add(source, 0, source.length);
    }

    /** Eight bytes, most significant first. */
    void addLong(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            array[size++] = (byte) (value >>> shift);
        }
    }
}
