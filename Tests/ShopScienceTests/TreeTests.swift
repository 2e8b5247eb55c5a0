import MeshCore
import Testing

@testable import ShopScience

@Suite("Trees and their library")
struct TreeTests {
    @Test("Kept as values, trees say what XGBoost says", arguments: [1, 5])
    func parity(depth: Int) throws {
        let (table, answers) = ScoringTests.crossed(count: 300, seed: 9)
        let settings = try BoostingSettings(treeCount: 25, depth: depth)
        let rate = Double(answers.count { $0 }) / 300
        let booster = try Booster(
            rows: table.values.map { Float($0) }, answers: answers.map { $0 ? 1 : 0 }, columnCount: 2,
            parameters: settings.parameters + [("base_score", "\(rate)")])
        for round in 0..<25 { try booster.boost(round: round) }
        let expected = try booster.probabilities()
        let found = try BoostedTrees(table, answers: answers, settings: settings).probabilities(of: table)
        #expect(expected.count == 300)
        for (own, theirs) in zip(found, expected) { #expect(abs(own - theirs) < 1e-6) }
    }

    @Test("What the library refuses is told in its words")
    func refusal() throws {
        let booster = try Booster(
            rows: [1, 2], answers: [0, 1], columnCount: 1, parameters: [("objective", "binary:nonsense")])
        let error = #expect(throws: ScienceError.self) { try booster.boost(round: 0) }
        #expect(error.map { "\($0)" }?.contains("nonsense") == true)
    }

    @Test("Least squares and Student's quantiles are those of statsmodels and scipy")
    func leastSquares() throws {
        let golden = try Golden("Scores")
        let rows = try golden["rows"].rows.map { [1] + $0.prefix(3) }
        let line = try golden["line"]
        let fit = try LeastSquares(
            FeatureTable(columnNames: ["one", "a", "b", "c"], rows: rows), answers: line["answers"].doubles)
        for (own, theirs) in zip(
            fit.coefficients + fit.standardErrors + [fit.residualVariance],
            try line["coefficients"].doubles + line["errors"].doubles + [line["variance"].double])
        {
            #expect(isNear(own, theirs, tolerance: 1e-8), "\(own), not \(theirs)")
        }
        #expect(throws: ScienceError.dependentColumns) {
            try LeastSquares(
                FeatureTable(columnNames: ["a", "b"], rows: (0..<9).map { [Double($0 + 1), Double($0 + 1) * 3] }),
                answers: [Double](repeating: 1, count: 9))
        }
        for expected in try golden["student"].rows {
            let found = StudentDistribution(degreesOfFreedom: expected[0]).quantile(expected[1])
            #expect(isNear(found, expected[2], tolerance: 1e-9), "\(found), not \(expected)")
        }
    }
}
