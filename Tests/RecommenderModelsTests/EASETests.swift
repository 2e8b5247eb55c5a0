import RecommenderModels
import Testing

@Suite("EASE")
struct EASETests {
    @Test("The weights are those that numpy's inverse gives")
    func parity() throws {
        let golden = try Golden("Ease")
        let matrix = try golden.interactions.reweighted { _, _, _ in 1 }
        let model = try EASEModel(matrix, regularization: golden["regularization"].double)
        #expect(model.coreItems.count == matrix.columnCount)
        for (item, row) in try golden["weights"].list.enumerated() {
            for (other, weight) in try row.doubles.enumerated() {
                let found = Double(model.weight(of: UInt32(item), for: UInt32(other)))
                #expect(isNear(found, weight, tolerance: 1e-6), "\(item) \(other): \(found), not \(weight)")
            }
        }
    }

    @Test("Two items by hand: G = (2 1; 1 1), λ = 1, so B = (0 1/3; 1/2 0)")
    func byHand() throws {
        let matrix = InteractionMatrix(
            [Interaction(row: 0, column: 0), Interaction(row: 0, column: 1), Interaction(row: 1, column: 0)],
            rowCount: 2, columnCount: 2)
        let model = try EASEModel(matrix, regularization: 1)
        // P = (3 1; 1 2)⁻¹ = (2 −1; −1 3) / 5; B₀₁ = −P₀₁ / P₁₁ = 1/3 and B₁₀ = −P₁₀ / P₀₀ = 1/2.
        #expect(abs(model.weight(of: 0, for: 1) - 1 / 3) < 1e-6)
        #expect(abs(model.weight(of: 1, for: 0) - 1 / 2) < 1e-6)
        #expect(model.weight(of: 0, for: 0) == 0)
        let found = scores(model, after: History([0], weights: [3]))
        #expect(isNear(found[1] ?? .nan, 1, tolerance: 1e-6))
    }

    @Test("B has no diagonal, and each column solves its ridge regression", arguments: [1, 2, 7, 8, 33])
    func regression(items: Int) throws {
        let matrix = InteractionMatrix(
            randomInteractions(users: 50, items: items, tastes: 2, seed: UInt64(items)), rowCount: 50,
            columnCount: items)
        let lambda = 2.5
        let model = try EASEModel(matrix, regularization: lambda)
        let rows = dense(matrix)
        func gram(_ left: Int, _ right: Int) -> Double { rows.reduce(0) { $0 + $1[left] * $1[right] } }
        // The gradient of |X − X B|² + λ |B|² is 0 but on the diagonal, where Lagrange's multipliers are.
        for column in 0..<items {
            for row in 0..<items where row != column {
                let product = (0..<items).reduce(0) { sum, inner in
                    sum + gram(row, inner) * Double(model.weight(of: UInt32(inner), for: UInt32(column)))
                }
                let weight = Double(model.weight(of: UInt32(row), for: UInt32(column)))
                #expect(isNear(product + lambda * weight, gram(row, column), tolerance: 1e-4), "\(row), \(column)")
            }
            #expect(model.weight(of: UInt32(column), for: UInt32(column)) == 0)
        }
    }

    @Test("With little memory it is made of the items with the most users, as if there were no others")
    func bounded() throws {
        let interactions = randomInteractions(users: 60, items: 30, tastes: 3, seed: 4)
        let matrix = InteractionMatrix(interactions, rowCount: 60, columnCount: 30)
        // 10 items take 4 · 10² for the weights, and 8 · 66 for the inverse.
        let model = try EASEModel(matrix, regularization: 5, memoryLimit: 1000)
        #expect(model.coreItems.count == 10)
        let counts = matrix.columnCounts
        let least = model.coreItems.map { counts[Int($0)] }.min() ?? 0
        for item in 0..<30 where !model.coreItems.contains(UInt32(item)) { #expect(counts[item] <= least) }

        let core = Dictionary(uniqueKeysWithValues: model.coreItems.enumerated().map { ($1, UInt32($0)) })
        let small = InteractionMatrix(
            interactions.compactMap { one in
                core[one.column].map { Interaction(row: one.row, column: $0, weight: one.weight) }
            }, rowCount: 60, columnCount: 10)
        let whole = try EASEModel(small, regularization: 5)
        for (item, place) in core {
            for (other, second) in core {
                #expect(abs(model.weight(of: item, for: other) - whole.weight(of: place, for: second)) < 1e-6)
            }
        }
        let tail = (0..<UInt32(30)).filter { core[$0] == nil }
        #expect(scores(model, after: History(tail)).isEmpty)
        #expect(Set(scores(model, after: History([model.coreItems[0], tail[0]])).keys) == Set(model.coreItems))
    }

    @Test("A regularization that is not more than 0 is refused", arguments: [0, -1, Double.nan])
    func refused(regularization: Double) {
        let matrix = InteractionMatrix([Interaction(row: 0, column: 0)], rowCount: 1, columnCount: 1)
        #expect(throws: ModelError.invalidSetting(name: "regularization", reason: "must be more than 0")) {
            try EASEModel(matrix, regularization: regularization)
        }
    }
}
