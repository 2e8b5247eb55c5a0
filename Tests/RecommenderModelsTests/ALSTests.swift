import RecommenderModels
import Testing

@Suite("Implicit ALS")
struct ALSTests {
    static func configuration(_ golden: Golden, _ solver: ALSConfiguration.Solver) throws -> ALSConfiguration {
        try ALSConfiguration(
            factorCount: golden.factors("startItems").factorCount, regularization: golden["regularization"].double,
            alpha: golden["alpha"].double, roundCount: golden["rounds"].int, solver: solver)
    }

    @Test(
        "Vectors are those of PyPI implicit from the same beginning, within 0.0005",
        arguments: [
            ("cholesky", ALSConfiguration.Solver.cholesky), ("conjugateGradient", .conjugateGradient(steps: 3)),
        ])
    func parity(name: String, solver: ALSConfiguration.Solver) throws {
        let all = try Golden("Factors")
        let golden = try all[name]
        let configuration = try Self.configuration(golden, solver)
        var training = ALSTraining(
            try all.interactions, configuration: configuration, userFactors: try golden.factors("startUsers"),
            itemFactors: try golden.factors("startItems"))
        for _ in 0..<configuration.roundCount { try training.runRound() }
        for (found, expected) in [
            (training.userFactors, try golden.factors("users")), (training.itemFactors, try golden.factors("items")),
        ] {
            let greatest = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? .nan
            #expect(greatest < 0.0005, "\(name): the vectors differ by \(greatest)")
        }
        let newcomer = try golden["newcomer"].list.map { try $0.doubles }
        let folded = ALSModel(itemFactors: try golden.factors("items"), configuration: configuration).factors(
            for: History(newcomer.map { UInt32($0[0]) }, weights: newcomer.map { Float($0[1]) }))
        for (found, expected) in zip(folded, try golden["folded"].doubles) {
            #expect(isNear(Double(found), expected, tolerance: 1e-4))
        }
    }

    static let matrix = InteractionMatrix(
        randomInteractions(users: 60, items: 25, tastes: 3, seed: 12), rowCount: 60, columnCount: 25)

    @Test("Each round lessens the loss, and the loss is the sum over all pairs")
    func loss() throws {
        let configuration = try ALSConfiguration(
            factorCount: 11, regularization: 0.1, alpha: 3, roundCount: 5, solver: .cholesky)
        var training = ALSTraining(Self.matrix, configuration: configuration)
        var last = training.loss
        for _ in 0..<5 {
            try training.runRound()
            #expect(training.loss < last)
            last = training.loss
        }
        var sum = 0.0
        let rows = dense(Self.matrix)
        let (users, items) = (
            training.userFactors.values.map(Double.init), training.itemFactors.values.map(Double.init)
        )
        for user in 0..<60 {
            for item in 0..<25 {
                let product = (0..<11).reduce(0) { $0 + users[user * 11 + $1] * items[item * 11 + $1] }
                let weight = rows[user][item]
                let distance = (weight > 0 ? 1 : 0) - product
                sum += (1 + 3 * weight) * distance * distance
            }
        }
        sum += 0.1 * (users + items).reduce(0) { $0 + $1 * $1 }
        #expect(isNear(last, sum, tolerance: 1e-5))
    }

    /// With 1,200 users, the first item has more of them than are gathered side by side.
    @Test("Conjugate gradients come where Cholesky's solution is", arguments: [60, 1200])
    func solvers(users: Int) throws {
        var interactions: [Interaction] = []
        for user in 0..<UInt32(users) {
            for item in [0, 1 + user % 7, 8 + user % 12] { interactions.append(Interaction(row: user, column: item)) }
        }
        let matrix = InteractionMatrix(interactions, rowCount: users, columnCount: 20)
        func loss(_ solver: ALSConfiguration.Solver) throws -> (before: Double, after: Double) {
            // No number of lanes divides 13.
            var training = ALSTraining(
                matrix,
                configuration: try ALSConfiguration(
                    factorCount: 13, regularization: 0.1, alpha: 3, roundCount: 1, solver: solver))
            let before = training.loss
            try training.runRound()
            return (before, training.loss)
        }
        let (exact, near) = (try loss(.cholesky), try loss(.conjugateGradient(steps: 15)))
        #expect(exact.after < exact.before / 2)
        #expect(isNear(exact.after, near.after, tolerance: 1e-3), "\(exact.after) and \(near.after)")
        #expect(matrix.columnCounts.contains { $0 > 1024 } == (users == 1200))
    }

    @Test("A newcomer with a taste is shown items of that taste")
    func foldIn() throws {
        let model = try ALSModel(
            Self.matrix, configuration: ALSConfiguration(factorCount: 3, regularization: 0.1, alpha: 10, roundCount: 8))
        var sheet = ScoreSheet(itemCount: 25)
        let items = model.recommendations(after: History([0, 3, 99]), count: 4, on: &sheet)
        #expect(items.count == 4)
        #expect(items.allSatisfy { $0.item % 3 == 0 && $0.item > 3 })
        #expect(model.recommendations(after: History([99]), count: 4, on: &sheet) == [])
        // Weights of one item add up.
        #expect(model.factors(for: History([5, 5])) == model.factors(for: History([5], weights: [2])))
    }

    @Test("Rows without interactions have no vector")
    func empty() throws {
        let matrix = InteractionMatrix([Interaction(row: 1, column: 1)], rowCount: 3, columnCount: 3)
        for solver in [ALSConfiguration.Solver.cholesky, .conjugateGradient(steps: 3)] {
            let configuration = try ALSConfiguration(factorCount: 4, roundCount: 2, solver: solver)
            var training = ALSTraining(matrix, configuration: configuration)
            try training.runRound()
            #expect(Array(training.userFactors.values[0..<4]) == [0, 0, 0, 0])
            #expect(training.userFactors.values[4..<8].contains { $0 != 0 })
        }
    }

    @Test("Settings without a meaning are refused")
    func refused() {
        #expect(throws: ModelError.self) { try ALSConfiguration(factorCount: 0) }
        #expect(throws: ModelError.self) { try ALSConfiguration(regularization: 0) }
        #expect(throws: ModelError.self) { try ALSConfiguration(alpha: -.infinity) }
        #expect(throws: ModelError.self) { try ALSConfiguration(roundCount: 0) }
    }
}
