import ArgumentParser
import Foundation
import GRDB
import MeshCore

/// The same products and queries in SQLite's FTS5, which asks for all words and the twenty best by bm25. It knows no typos,
/// no filters and no counts, so they are left out.
struct PeerRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peer", abstract: "Fills an FTS5 table and searches in it, and prints the figures as JSON.")

    @Argument(help: "The file of the database; there must be none.")
    var file: String

    @Option(help: "How many products.")
    var products = 100_000

    @Option(help: "How many queries.")
    var queries = 2000

    @Option(help: "How often all of them.")
    var rounds = 3

    private static let batchSize = 32_768

    func run() throws {
        let vocabulary = Vocabulary()
        let filling = Stopwatch()
        let database = try DatabaseQueue(path: file)
        try fill(database, Corpus(vocabulary))
        let filled = filling.read()
        let mix = Query.mix(queries, from: vocabulary)
        var latencies = Latencies(counting: mix.map { !$0.facets.isEmpty })
        let sql = "SELECT rowid FROM product WHERE product MATCH ? ORDER BY rank LIMIT 20"
        try database.read { db in
            let statement = try db.cachedStatement(sql: sql)
            for _ in 0..<rounds {
                latencies.beginRound()
                for query in mix {
                    let watch = Stopwatch()
                    _ = try Int64.fetchAll(statement, arguments: [query.match])
                    latencies.add(watch.read())
                }
            }
        }
        let bytes = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
        let figures: JSONValue = [
            "productsPerSecond": .double(Double(products) / filled.seconds),
            "bytesPerProduct": .double(Double(bytes) / Double(products)), "latencies": latencies.json,
            "memory": try ResidentMemory.read(),
        ]
        print(figures)
    }

    private func fill(_ database: DatabaseQueue, _ corpus: Corpus) throws {
        try database.writeWithoutTransaction { db in
            // The catalog's index is durable after each batch as well; the products' own text is in neither index.
            try db.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    CREATE VIRTUAL TABLE product USING fts5(
                        title, sku, tags, category, attributes, description,
                        content = '', tokenize = 'unicode61', prefix = '2 3');
                    """)
        }
        var corpus = corpus
        var number = 0
        while number < products {
            try database.write { db in
                let statement = try db.cachedStatement(
                    sql: """
                        INSERT INTO product (rowid, title, sku, tags, category, attributes, description)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """)
                for _ in 0..<min(Self.batchSize, products - number) {
                    number += 1
                    let item = corpus.next()
                    try statement.execute(
                        arguments: [
                            number, item.title, item.sku, item.tags.joined(separator: " "), item.category,
                            item.attributes.values.sorted().joined(separator: " "), item.description,
                        ])
                }
            }
        }
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "INSERT INTO product (product) VALUES ('optimize')")
            _ = try db.checkpoint(.truncate)
        }
    }
}
