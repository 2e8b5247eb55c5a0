import MeshCore
import ShopScience
import Testing

@Suite("Scores")
struct ScoringTests {
    static func answers(_ golden: Golden) throws -> [Bool] { try golden["answers"].doubles.map { $0 == 1 } }

    @Test("Logistic regression comes where scikit-learn's does, and is judged as there")
    func logistic() throws {
        let golden = try Golden("Scores")
        let table = try golden.table("rows")
        let answers = try Self.answers(golden)
        for expected in try golden["cases"].list {
            let found = try LogisticRegression(
                table, answers: answers, regularization: expected["regularization"].double)
            #expect(isNear(found.intercept, try expected["intercept"].double, tolerance: 1e-6))
            for (own, theirs) in zip(found.weights, try expected["weights"].doubles) {
                #expect(isNear(own, theirs, tolerance: 1e-6), "\(own), not \(theirs)")
            }
            let judgement = BinaryJudgement(try expected["probabilities"].doubles, answers: answers)
            #expect(isNear(judgement.auc, try expected["auc"].double, tolerance: 1e-9))
            #expect(isNear(judgement.logLoss, try expected["logLoss"].double, tolerance: 1e-9))
            #expect(isNear(judgement.brier, try expected["brier"].double, tolerance: 1e-9))
        }
        let ties = BinaryJudgement(try golden["ties"].doubles, answers: answers)
        #expect(isNear(ties.auc, try golden["tiedAUC"].double, tolerance: 1e-9))
    }

    @Test("Regression refuses what it cannot learn from")
    func refused() throws {
        let table = FeatureTable(columnNames: ["x"], rows: [[0], [1], [2]])
        #expect(throws: ScienceError.oneClass) { try LogisticRegression(table, answers: [true, true, true]) }
        #expect(throws: ScienceError.self) {
            try LogisticRegression(table, answers: [true, false, true], regularization: -1)
        }
        let same = FeatureTable(columnNames: ["x", "y"], rows: [[1, 2], [2, 4], [3, 6]])
        #expect(throws: ScienceError.dependentColumns) {
            try LogisticRegression(same, answers: [true, false, true], regularization: 0)
        }
        let settings = try BoostingSettings()
        #expect(throws: ScienceError.oneClass) {
            try BoostedTrees(table, answers: [false, false, false], settings: settings)
        }
        #expect(throws: ScienceError.self) { try BoostingSettings(treeCount: 0) }
        #expect(throws: ScienceError.self) { try BoostingSettings(rowShare: 0) }
    }

    /// An answer that no line tells: true when both numbers have one sign.
    static func crossed(count: Int, seed: UInt64) -> (table: FeatureTable, answers: [Bool]) {
        var random = SplitMix64(seed: seed)
        var table = FeatureTable(columnNames: ["x", "y"])
        var answers: [Bool] = []
        for _ in 0..<count {
            let point = [random.normal(), random.normal()]
            table.append(point)
            answers.append((point[0] * point[1] > 0) == (random.unit() < 0.9))
        }
        return (table, answers)
    }

    @Test("Trees learn what no line tells, and say the same each time")
    func trees() throws {
        let (table, answers) = Self.crossed(count: 400, seed: 5)
        let settings = try BoostingSettings(treeCount: 40)
        let trees = try BoostedTrees(table, answers: answers, settings: settings)
        #expect(try BoostedTrees(table, answers: answers, settings: settings) == trees)
        let (newTable, newAnswers) = Self.crossed(count: 400, seed: 6)
        let judgement = BinaryJudgement(trees.probabilities(of: newTable), answers: newAnswers)
        let line = try LogisticRegression(table, answers: answers)
        #expect(judgement.auc > 0.8, "\(judgement.auc)")
        #expect(BinaryJudgement(line.probabilities(of: newTable), answers: newAnswers).auc < 0.6)
        #expect(judgement.calibrationError < 0.15)
    }

    @Test("Calibration counts how far what was said is from what came")
    func calibration() {
        let judgement = BinaryJudgement(
            [Double](repeating: 0.2, count: 50) + [Double](repeating: 0.9, count: 50),
            answers: (0..<100).map { $0 < 50 ? $0 % 5 == 0 : $0 % 2 == 0 })
        #expect(judgement.rate == 0.35)
        #expect(judgement.calibration.map(\.count) == [Int](repeating: 10, count: 10))
        // The first half is as said, the second is 0.4 off.
        #expect(isNear(judgement.calibrationError, 0.2, tolerance: 1e-12))
        #expect(BinaryJudgement([0.1, 0.2], answers: [true, true]).auc == 0.5)
    }
}
