import GRDB
import MeshCore
import MeshStore
import RecommenderAPI
import ShopScience

extension RecommenderStore {
    /// The newest exposures by which policies are judged; some hundred bytes each while they are.
    private static let mostActions = 200_000

    /// What became of an experiment's run.
    ///
    /// - Returns: nil when there is no such experiment.
    /// - Throws: `StoreError`.
    func figures(of name: String) async throws -> ExperimentFigures? {
        try await store.read { db in
            guard let experiment = try Self.experiment(name, db) else { return nil }
            var figures = ExperimentFigures(experiment: experiment)
            figures.totals = try Self.totals(of: experiment, db)
            figures.arms = try Self.arms(of: experiment, db)
            try Self.addActions(to: &figures, db)
            return figures
        }
    }

    private static func totals(
        of experiment: Experiment, _ db: Database
    ) throws -> [String: [ExperimentMetric: UnitTotals]] {
        var totals: [String: [ExperimentMetric: UnitTotals]] = [:]
        for (metric, column) in [(ExperimentMetric.click, "clicks"), (.cart, "carts"), (.purchase, "purchases")] {
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT variant, count(*), sum(\(column) > 0), sum(exposures), sum(\(column)),
                        sum(exposures * exposures), sum(\(column) * \(column)), sum(exposures * \(column))
                    FROM recommender_unit WHERE experiment = ? AND run = ? GROUP BY variant
                    """, arguments: [experiment.name, experiment.run])
            for row in rows {
                var sums = UnitTotals()
                sums.units = row[1]
                sums.convertedUnits = row[2]
                sums.exposures = row[3]
                sums.outcomes = row[4]
                sums.exposureSquares = row[5]
                sums.outcomeSquares = row[6]
                sums.products = row[7]
                totals[row[0], default: [:]][metric] = sums
            }
        }
        return totals
    }

    private static func addActions(to figures: inout ExperimentFigures, _ db: Database) throws {
        let plan = figures.experiment.plan
        let variants = Dictionary(uniqueKeysWithValues: plan.variants.enumerated().map { ($0.element.name, $0.offset) })
        let arms = plan.variants.map { variant in
            Dictionary(
                uniqueKeysWithValues: (variant.slot?.arms ?? []).enumerated().map { ($0.element.name, $0.offset) })
        }
        let flag =
            switch plan.metric {
            case .click: "clicked"
            case .cart: "carted"
            case .purchase: "purchased"
            }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT unit, variant, propensity, \(flag), arm, arm_propensity, coalesce(arm_outcome, 0)
                FROM recommender_exposure WHERE experiment = ? AND run = ? ORDER BY number DESC LIMIT ?
                """, arguments: [figures.experiment.name, figures.experiment.run, mostActions])
        var units: [String: Int] = [:]
        while let row = try rows.next() {
            let known = units[row[0] as String]
            let unit = known ?? units.count
            if known == nil { units[row[0]] = unit }
            guard let variant = variants[row[1]] else { continue }
            figures.answers.append(
                LoggedAction(unit: unit, action: variant, propensity: row[2], reward: row[3]))
            guard let arm = (row[4] as String?).flatMap({ arms[variant][$0] }) else { continue }
            figures.choices[row[1], default: []].append(
                LoggedAction(unit: unit, action: arm, propensity: row[5], reward: row[6]))
        }
    }
}
