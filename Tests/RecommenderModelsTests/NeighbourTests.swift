import RecommenderModels
import Testing

@Suite("Item to item")
struct NeighbourTests {
    @Test("Similarities and scores are those of PyPI implicit", arguments: ["cosine", "bm25"])
    func parity(name: String) throws {
        let golden = try Golden("Neighbours")
        let matrix = try golden.interactions
        let model = ItemNeighbours(
            matrix, weighting: name == "cosine" ? .cosine : .bm25, count: matrix.columnCount)
        for (item, row) in try golden[name]["similar"].list.enumerated() {
            let expected = try row.list.map { try $0.doubles }
            let found = model.neighbours(of: UInt32(item))
            #expect(found.count == expected.count)
            let similarities = Dictionary(uniqueKeysWithValues: found.map { ($0.item, $0.score) })
            for pair in expected {
                #expect(
                    isNear(similarities[UInt32(pair[0])] ?? .nan, pair[1], tolerance: 1e-6), "\(name) \(item) \(pair)")
            }
            #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
        }
        for (user, row) in try golden[name]["recommended"].list.enumerated() {
            let expected = try row.list.map { try $0.doubles }
            let history = History(row: user, of: matrix)
            let found = scores(model, after: history).filter { !history.items.contains($0.key) }
            #expect(found.count == expected.count)
            for pair in expected {
                #expect(isNear(found[UInt32(pair[0])] ?? .nan, pair[1], tolerance: 1e-6), "\(name) \(user) \(pair)")
            }
        }
    }

    /// Users {0, 1}, {0, 1}, {0}, {2}: the cosine of 0 and 1 is 2 / √(3 · 2).
    static let small = InteractionMatrix(
        [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (3, 2)].map { Interaction(row: $0.0, column: $0.1) },
        rowCount: 4, columnCount: 3)

    @Test("A cosine by hand")
    func cosine() {
        let model = ItemNeighbours(Self.small, weighting: .cosine, count: 5)
        #expect(model.neighbours(of: 0).map(\.item) == [1])
        #expect(isNear(model.neighbours(of: 0)[0].score, 2 / 6.0.squareRoot(), tolerance: 1e-6))
        #expect(model.neighbours(of: 2) == [])
        #expect(model.neighbours(of: 7) == [])
    }

    @Test("An item keeps its best neighbours, and no more")
    func count() {
        let matrix = InteractionMatrix(
            randomInteractions(users: 40, items: 20, tastes: 2, seed: 8), rowCount: 40, columnCount: 20)
        let all = ItemNeighbours(matrix, weighting: .cosine, count: 20)
        let few = ItemNeighbours(matrix, weighting: .cosine, count: 3)
        for item in 0..<UInt32(20) { #expect(few.neighbours(of: item) == Array(all.neighbours(of: item).prefix(3))) }
        #expect(few.byteCount == 20 * 3 * 8 + 21 * 8)
    }

    @Test("The reasons for an item add up to its score")
    func reasons() {
        let matrix = InteractionMatrix(
            randomInteractions(users: 40, items: 20, tastes: 2, seed: 8), rowCount: 40, columnCount: 20)
        let model = ItemNeighbours(matrix, weighting: .bm25, count: 20)
        let history = History([1, 4, 9, 4], weights: [1, 2, 0.5, 1])
        let reasons = model.reasons(for: 6, in: history, count: 5)
        #expect(Set(reasons.map(\.item)).isSubset(of: [1, 4, 9]))
        #expect(!reasons.isEmpty)
        let total = scores(model, after: history)[6] ?? .nan
        #expect(isNear(reasons.reduce(0) { $0 + $1.score }, total, tolerance: 1e-9))
    }
}
