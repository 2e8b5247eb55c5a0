/// Who will not come back: the better of a logistic regression and boosted trees, as a back-test found them.
package struct ChurnModel: Sendable {
    /// What foretells.
    package enum Method: String, CaseIterable, Codable, Sendable {
        case logistic, trees
    }

    /// A customer and how likely that one is to buy nothing within the horizon.
    package struct Score: Hashable, Sendable {
        package let customer: UInt32
        package let probability: Double
    }

    /// What each method did in the back-test.
    package let judgements: [Method: BinaryJudgement]
    /// The method with the smaller log loss there.
    package let method: Method
    package let report: BacktestReport
    private let logistic: LogisticRegression
    private let trees: BoostedTrees
    private let standardization: Standardization

    /// - Parameters:
    ///   - histories: Of all customers.
    ///   - end: The day up to which they are known. The back-test learns from what customers were two horizons before it and judges by what
    ///     they were one horizon before it; what is used afterwards learned from the latter.
    /// - Throws: ``ScienceError``: for fewer than 20 customers on either day, and when all or none of them came back.
    package init(_ histories: [CustomerHistory], until end: Double, settings: ChurnSettings) throws(ScienceError) {
        let past = ChurnRows(histories, asOf: end - 2 * settings.horizon, horizon: settings.horizon)
        let recent = ChurnRows(histories, asOf: end - settings.horizon, horizon: settings.horizon)
        for rows in [past, recent] where rows.customers.count < 20 {
            throw .tooLittle(of: "customers who bought before", count: rows.customers.count, needed: 20)
        }
        let learned = try Self.learn(past, settings)
        let standard = learned.standardization.applied(to: recent.table)
        let judgements: [Method: BinaryJudgement] = [
            .logistic: BinaryJudgement(learned.logistic.probabilities(of: standard), answers: recent.answers),
            .trees: BinaryJudgement(learned.trees.probabilities(of: recent.table), answers: recent.answers),
        ]
        let rate = Double(past.answers.count { $0 }) / Double(past.answers.count)
        let base = BinaryJudgement(recent.answers.map { _ in rate }, answers: recent.answers)
        self.judgements = judgements
        let method =
            Method.allCases.min {
                (judgements[$0]?.logLoss ?? .infinity) < (judgements[$1]?.logLoss ?? .infinity)
            } ?? .logistic
        self.method = method
        report = Self.report(method, judgements[method] ?? base, base: base, past: past, settings)
        (logistic, trees, standardization) = try Self.learn(recent, settings)
    }

    /// Everybody who bought before a day, the likeliest to have gone first.
    package func scores(of histories: [CustomerHistory], asOf day: Double) -> [Score] {
        let (raw, customers) = CustomerFeature.table(of: histories, asOf: day)
        let table = CustomerFeature.compressed(raw)
        let probabilities =
            switch method {
            case .logistic: logistic.probabilities(of: standardization.applied(to: table))
            case .trees: trees.probabilities(of: table)
            }
        return zip(customers, probabilities).map { Score(customer: $0, probability: $1) }
            .sorted { ($1.probability, $0.customer) < ($0.probability, $1.customer) }
    }

    private static func learn(
        _ rows: ChurnRows, _ settings: ChurnSettings
    ) throws(ScienceError) -> (
        logistic: LogisticRegression, trees: BoostedTrees, standardization: Standardization
    ) {
        let standardization = Standardization(rows.table)
        return (
            try LogisticRegression(
                standardization.applied(to: rows.table), answers: rows.answers,
                regularization: settings.regularization),
            try BoostedTrees(rows.table, answers: rows.answers, settings: settings.boosting), standardization
        )
    }

    private static func report(
        _ method: Method, _ own: BinaryJudgement, base: BinaryJudgement, past: ChurnRows, _ settings: ChurnSettings
    ) -> BacktestReport {
        BacktestReport(
            method: method.rawValue, baseline: "base rate",
            protocolText: """
                who bought nothing in the last \(Int(settings.horizon)) days, by what was known before them; learned from \
                \(past.customers.count) customers \(Int(settings.horizon)) days earlier; the better of two methods
                """,
            caseCount: own.count,
            measures: [
                .init("log loss", own.logLoss, baseline: base.logLoss),
                .init("AUC", own.auc, baseline: base.auc, isBetterWhenLower: false),
                .init("Brier score", own.brier, baseline: base.brier),
                .init("calibration error", own.calibrationError, baseline: base.calibrationError),
            ])
    }
}
