import CatalogAPI
import Foundation
import HTTPTypes
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("The index on disk")
struct SearchIndexTests {
    private func find(_ door: CatalogDoor, _ query: String) async throws -> [String] {
        let answer = try await door.send(.get, "/v1/products/search?\(query)")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode(SearchResult.self).items.map(\.sku)
    }

    @Test("Another instance finds what one has indexed")
    func instances() async throws {
        let first = try CatalogDoor()
        let second = try CatalogDoor(on: first.directory)
        try await first.create(CatalogDoor.body(sku: "A-1", title: "Teapot"))
        #expect(try await find(second, "q=teapot").isEmpty)
        try await first.service.search.indexer.catchUp()
        #expect(try await find(second, "q=teapot") == ["A-1"])
    }

    @Test("Changes in any order, merges between them, leave the same as a search without an index", arguments: 1...4)
    func changes(seed: UInt64) async throws {
        let door = try CatalogDoor()
        var random = SplitMix64(seed: seed)
        var titles: [Product.ID: String] = [:]
        let words = ["tea", "pot", "kettle", "spoon", "saucer", "chocolate"]
        for round in 0..<30 {
            for _ in 0..<random.below(5) {
                let title = (0..<3).map { _ in words[random.below(words.count)] }.joined(separator: " ")
                if let id = titles.keys.sorted().randomElement(using: &random), random.below(2) == 0 {
                    if random.below(3) == 0 {
                        _ = try await door.send(.delete, "/v1/products/\(id)", role: "admin")
                        titles[id] = nil
                    } else {
                        _ = try await door.send(
                            .patch, "/v1/products/\(id)", #"{"title":"\#(title)"}"#, role: "admin")
                        titles[id] = title
                    }
                } else {
                    let body = CatalogDoor.body(
                        sku: "R-\(round)-\(titles.count)-\(random.below(1 << 30))", title: title)
                    titles[try await door.create(body).id] = title
                }
            }
            try await door.service.search.indexer.catchUp()
            for word in words {
                let answer = try await door.send(.get, "/v1/products/search?q=\(word)&limit=100&facets=price")
                let result = try answer.decode(SearchResult.self)
                let expected = titles.filter { $0.value.split(separator: " ").contains(Substring(word)) }
                #expect(Set(result.items.map(\.id)) == Set(expected.keys), "seed \(seed), round \(round), \(word)")
                #expect(result.totalHits == expected.count)
            }
        }
    }

    @Test("An index that is missing, damaged, cut off or of another form is made again")
    func damage() async throws {
        let directory = try TemporaryDirectory()
        let harms: [@Sendable (String) throws -> Void] = [
            { path in try FileManager.default.removeItem(atPath: "\(path)/\(SearchFile.folder)") },
            { path in try Data("no database at all".utf8).write(to: URL(filePath: "\(path)/\(SearchFile.name)")) },
            { path in
                for suffix in ["", "-wal", "-shm"] {
                    // Not all of them need be there.
                    try? FileManager.default.removeItem(atPath: "\(path)/\(SearchFile.name)\(suffix)")
                }
            },
            { path in
                let folder = "\(path)/\(SearchFile.folder)"
                for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
                    try Data(repeating: 7, count: 100).write(to: URL(filePath: "\(folder)/\(file)"))
                }
            },
        ]
        for (number, harm) in harms.enumerated() {
            let door = try CatalogDoor(on: directory)
            try await door.create(CatalogDoor.body(sku: "A-\(number)", title: "Teapot"))
            try await door.service.search.indexer.catchUp()
            try await door.service.search.close()
            try harm(directory.path)
            let next = try CatalogDoor(on: directory)
            try await next.service.search.indexer.catchUp()
            #expect(try await find(next, "q=teapot").count == number + 1, "harm \(number)")
            try await next.service.search.close()
        }
    }

    @Test("A running service finds a change by itself")
    func running() async throws {
        let door = try CatalogDoor()
        try await withThrowingTaskGroup { group in
            group.addTask { try await door.service.search.indexer.run() }
            for number in 0..<20 {
                let product = try await door.create(CatalogDoor.body(sku: "A-\(number)", title: "Teapot \(number)"))
                try await waitUntil("product \(number) is found") {
                    try await find(door, "q=teapot+\(number)&matching=all").contains(product.sku)
                }
            }
            group.cancelAll()
        }
    }
}
