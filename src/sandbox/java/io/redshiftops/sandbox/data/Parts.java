package io.redshiftops.sandbox.data;

import java.io.IOException;

/** The table {@code part}: five manufacturers, five categories each, forty brands in a category. */
final class Parts extends Table {

    private static final String[] COLORS = {
        "almond",
        "antique",
        "aquamarine",
        "azure",
        "beige",
        "bisque",
        "black",
        "blanched",
        "blue",
        "blush",
        "brown",
        "burlywood",
        "burnished",
        "chartreuse",
        "chiffon",
        "chocolate",
        "coral",
        "cornflower",
        "cornsilk",
        "cream",
        "cyan",
        "dark",
        "deep",
        "dim",
        "dodger",
        "drab",
        "firebrick",
        "floral",
        "forest",
        "frosted",
        "gainsboro",
        "ghost",
        "goldenrod",
        "green",
        "grey",
        "honeydew",
        "hot",
        "indian",
        "ivory",
        "khaki",
        "lace",
        "lavender",
        "lawn",
        "lemon",
        "light",
        "lime",
        "linen",
        "magenta",
        "maroon",
        "medium",
        "metallic",
        "midnight",
        "mint",
        "misty",
        "moccasin",
        "navajo",
        "navy",
        "olive",
        "orange",
        "orchid",
        "pale",
        "papaya",
        "peach",
        "peru",
        "pink",
        "plum",
        "powder",
        "puff",
        "purple",
        "red",
        "rose",
        "rosy",
        "royal",
        "saddle",
        "salmon",
        "sandy",
        "seashell",
        "sienna",
        "sky",
        "slate",
        "smoke",
        "snow",
        "spring",
        "steel",
        "tan",
        "thistle",
        "tomato",
        "turquoise",
        "violet",
        "wheat",
        "white",
        "yellow"
    };
    private static final String[] SIZES = {"STANDARD", "SMALL", "MEDIUM", "LARGE", "ECONOMY", "PROMO"};
    private static final String[] FINISHES = {"ANODIZED", "BURNISHED", "PLATED", "POLISHED", "BRUSHED"};
    private static final String[] METALS = {"TIN", "NICKEL", "BRASS", "STEEL", "COPPER"};
    private static final String[] CONTAINER_SIZES = {"SM", "LG", "MED", "JUMBO", "WRAP"};
    private static final String[] CONTAINERS = {"CASE", "BOX", "BAG", "JAR", "PACK", "PKG", "CAN", "DRUM"};

    private static final int CATEGORIES_EACH = 5;
    private static final int CATEGORIES = 25;
    private static final int BRANDS_EACH = 40;

    private static final int COLOR = 0;
    private static final int FIRST_WORD = 1;
    private static final int SECOND_WORD = 2;
    private static final int TYPE_SIZE = 3;
    private static final int FINISH = 4;
    private static final int METAL = 5;
    private static final int SIZE = 6;
    private static final int CONTAINER_SIZE = 7;
    private static final int CONTAINER = 8;

    // Below zero, where no row is.
    private static final int CATEGORY_DECK = -1;
    private static final int BRAND_DECK = -2;

    private final Draw draw;

    Parts(Scale scale, long seed) {
        super("part", StarSchema.DELIMITER, scale.parts());
        this.draw = Draw.of(seed, name());
    }

    /**
     * A part.
     *
     * @param key from 1
     * @param name two colors, neither of them the part's own, as the benchmark's own generator has it
     * @param manufacturer such as {@code MFGR#1}
     * @param category such as {@code MFGR#12}
     * @param brand such as {@code MFGR#1240}: the category and a number from 1 to 40, not padded
     */
    record Part(
            long key,
            String name,
            String manufacturer,
            String category,
            String brand,
            String color,
            String type,
            int size,
            String container) {

        void writeTo(DelimitedText text) throws IOException {
            text.add(key).add(name).add(manufacturer).add(category).add(brand);
            text.add(color).add(type).add(size).add(container).endLine();
        }
    }

    /** A part. Each 25 in turn have every category, each 1,000 every brand. */
    Part part(long entry) {
        int category = new Deck(draw.child(CATEGORY_DECK), CATEGORIES).card(entry);
        Draw brands = draw.child(BRAND_DECK).child(category);
        int brand = new Deck(brands, BRANDS_EACH).card(entry / CATEGORIES);
        String manufacturerText = "MFGR#" + (1 + category / CATEGORIES_EACH);
        String categoryText = manufacturerText + (1 + category % CATEGORIES_EACH);
        Draw row = draw.child(entry);
        int color = row.below(COLOR, COLORS.length);
        return new Part(
                entry + 1,
                nameBeside(color, row),
                manufacturerText,
                categoryText,
                categoryText + (1 + brand),
                COLORS[color],
                row.oneOf(TYPE_SIZE, SIZES) + " " + row.oneOf(FINISH, FINISHES) + " " + row.oneOf(METAL, METALS),
                row.between(SIZE, 1, 50),
                row.oneOf(CONTAINER_SIZE, CONTAINER_SIZES) + " " + row.oneOf(CONTAINER, CONTAINERS));
    }

    /** Two colors that differ from the part's and from each other: steps round the circle of colors never meet. */
    private static String nameBeside(int color, Draw row) {
        int first = row.between(FIRST_WORD, 1, COLORS.length - 1);
        int second = row.between(SECOND_WORD, 1, COLORS.length - 2);
        if (second >= first) {
            second++;
        }
        return COLORS[(color + first) % COLORS.length] + " " + COLORS[(color + second) % COLORS.length];
    }

    /**
     * What a part costs, in cents, from $900 to $2,098.99.
     *
     * @see <a href="https://www.tpc.org/tpch/">TPC-H, clause 4.2.3: P_RETAILPRICE</a>
     */
    static int retailPrice(long key) {
        return (int) (90_000 + key / 10 % 20_001 + key % 1_000 * 100);
    }

    @Override
    void write(long entry, DelimitedText text) throws IOException {
        part(entry).writeTo(text);
    }
}
