import MeshStore

/// The tables of the tree of categories and of the lists that are kept for each of them.
enum CategorySchema {
    /// A product is in the lists of its category and of all above it; the category of number 0, without a path, holds
    /// everything. Each order is a table of its own whose key is that order, so that every list is read as it stands.
    static let tree = Migration(
        "catalog-0005-categories",
        sql: """
            CREATE TABLE category (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                path TEXT NOT NULL UNIQUE,
                title TEXT NOT NULL,
                position INTEGER NOT NULL,
                attributes TEXT NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE category_count (
                category INTEGER PRIMARY KEY,
                products INTEGER NOT NULL CHECK (products >= 0),
                active INTEGER NOT NULL CHECK (active BETWEEN 0 AND products)
            ) STRICT;
            CREATE TABLE list_newest (
                list INTEGER NOT NULL, product INTEGER NOT NULL, PRIMARY KEY (list, product)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE list_price (
                list INTEGER NOT NULL, amount INTEGER NOT NULL, product INTEGER NOT NULL,
                PRIMARY KEY (list, amount, product)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE list_updated (
                list INTEGER NOT NULL, updated_at INTEGER NOT NULL, product INTEGER NOT NULL,
                PRIMARY KEY (list, updated_at, product)
            ) STRICT, WITHOUT ROWID;
            DROP INDEX product_newest;
            DROP INDEX product_category_newest;
            DROP INDEX product_price;
            DROP INDEX product_category_price;
            DROP INDEX product_updated;
            DROP INDEX product_category_updated;
            INSERT INTO category VALUES (0, '', '', 0, '[]', 1);
            WITH RECURSIVE piece (path, rest) AS (
                SELECT '', category || '/' FROM product
                UNION
                SELECT ltrim(path || '/' || substr(rest, 1, instr(rest, '/') - 1), '/'),
                    substr(rest, instr(rest, '/') + 1)
                FROM piece WHERE rest <> ''
            ), level AS (
                SELECT DISTINCT path, replace(substr(path, length(rtrim(path, replace(path, '/', ''))) + 1), '-', ' ')
                    AS word FROM piece WHERE path <> ''
            )
            INSERT INTO category (path, title, position, attributes, version)
                SELECT path, upper(substr(word, 1, 1)) || substr(word, 2), 0, '[]', 1 FROM level ORDER BY path;
            CREATE TEMPORARY TABLE held AS
                SELECT category.number * 2 + product.active AS list, product.number AS product, product.amount,
                    product.currency, product.updated_at, product.active, category.number AS category
                FROM product JOIN category ON category.path = ''
                    OR product.category || '/' >= category.path || '/'
                        AND product.category || '/' < category.path || '0';
            INSERT INTO list_newest SELECT list, product FROM held;
            INSERT INTO list_price SELECT list * 17576 + (unicode(currency) - 65) * 676
                + (unicode(substr(currency, 2)) - 65) * 26 + unicode(substr(currency, 3)) - 65, amount, product
                FROM held;
            INSERT INTO list_updated SELECT list, updated_at, product FROM held;
            INSERT INTO category_count SELECT category, count(*), sum(active) FROM held GROUP BY category;
            DROP TABLE held;
            """)
}
