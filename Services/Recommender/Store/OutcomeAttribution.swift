import Foundation
import GRDB
import MeshStore
import RecommenderAPI
import RecommenderModels

/// Gives outcomes to the answers that they belong to, within one transaction: to the last answer before it that showed the item to whom
/// did it, if it is within the experiment's window. An answer counts once for each metric.
struct OutcomeAttribution {
    private let db: Database
    private let plans: [String: PutExperiment]
    /// Milliseconds.
    private let longestWindow: Int64
    /// Whether bandits know more than before.
    private(set) var hasChangedArms = false

    /// So many answers of one person are looked at; who asks more often within a window is no person.
    private static let depth = 200

    init(_ db: Database) throws {
        self.db = db
        plans = Dictionary(
            try RecommenderStore.experiments(db).map { ($0.name, $0.plan) }, uniquingKeysWith: { $1 })
        longestWindow = (plans.values.map(\.window).max() ?? 0) * 1000
    }

    /// - Returns: How many outcomes were looked at.
    mutating func attribute(keptUntil ripe: Int64, limit: Int) throws -> Int {
        let outcomes = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT number, person, item, metric, at FROM recommender_outcome WHERE kept_at <= ?
                    ORDER BY number LIMIT ?
                    """), arguments: [ripe, limit])
        for outcome in outcomes {
            if let metric = ExperimentMetric(rawValue: outcome[3]) {
                try attribute(person: outcome[1], item: outcome[2], metric: metric, at: outcome[4])
            }
            try db.cachedStatement(sql: "DELETE FROM recommender_outcome WHERE number = ?").execute(
                arguments: [outcome[0] as Int64])
        }
        return outcomes.count
    }

    /// Lets arms fail that had no outcome in time.
    ///
    /// - Returns: How many.
    mutating func fail(dueUntil now: Int64, limit: Int) throws -> Int {
        let due = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT number, experiment, run, variant, arm FROM recommender_exposure WHERE arm_due <= ?
                    ORDER BY arm_due LIMIT ?
                    """), arguments: [now, limit])
        for exposure in due {
            try db.cachedStatement(
                sql: "UPDATE recommender_exposure SET arm_due = NULL, arm_outcome = 0 WHERE number = ?"
            ).execute(arguments: [exposure[0] as Int64])
            try count(successes: 0, failures: 1, of: exposure)
        }
        return due.count
    }

    private mutating func attribute(person: String, item: UInt32, metric: ExperimentMetric, at time: Int64) throws {
        let shown = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM (
                        SELECT * FROM (SELECT number, experiment, run, variant, arm, unit, at, items, arm_item, arm_outcome
                            FROM recommender_exposure WHERE unit = ?1 AND at BETWEEN ?2 AND ?3 ORDER BY at DESC LIMIT ?4)
                        UNION ALL
                        SELECT * FROM (SELECT number, experiment, run, variant, arm, unit, at, items, arm_item, arm_outcome
                            FROM recommender_exposure WHERE device = ?1 AND at BETWEEN ?2 AND ?3 ORDER BY at DESC LIMIT ?4)
                    ) ORDER BY at DESC, number DESC
                    """), arguments: [person, time - longestWindow, time, Self.depth])
        for exposure in shown {
            var reader = PackedReader(Array(exposure[7] as Data))
            // What is wrong with the bytes does not matter.
            guard let items = try? reader.readNumbers() else {
                throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "the items of an exposure")
            }
            guard items.contains(item) else { continue }
            // An older answer is no nearer to it.
            guard let plan = plans[exposure[1]], time - (exposure[6] as Int64) <= plan.window * 1000 else { return }
            try note(metric, of: exposure)
            if metric == plan.metric, exposure[8] as UInt32? == item { try succeed(exposure) }
            return
        }
    }

    private func note(_ metric: ExperimentMetric, of exposure: Row) throws {
        let (flag, count) =
            switch metric {
            case .click: ("clicked", "clicks")
            case .cart: ("carted", "carts")
            case .purchase: ("purchased", "purchases")
            }
        try db.cachedStatement(sql: "UPDATE recommender_exposure SET \(flag) = 1 WHERE number = ? AND \(flag) = 0")
            .execute(arguments: [exposure[0] as Int64])
        guard db.changesCount == 1 else { return }
        try db.cachedStatement(
            sql: """
                UPDATE recommender_unit SET \(count) = \(count) + 1
                WHERE experiment = ? AND run = ? AND unit = ? AND variant = ?
                """
        ).execute(arguments: [
            exposure[1] as String, exposure[2] as Int64, exposure[5] as String, exposure[3] as String,
        ])
    }

    /// An arm has succeeded, though it may have failed before: clicks may come late.
    private mutating func succeed(_ exposure: Row) throws {
        let known = exposure[9] as Int?
        guard known != 1 else { return }
        try db.cachedStatement(
            sql: "UPDATE recommender_exposure SET arm_due = NULL, arm_outcome = 1 WHERE number = ?"
        ).execute(arguments: [exposure[0] as Int64])
        try count(successes: 1, failures: known == 0 ? -1 : 0, of: exposure)
    }

    private mutating func count(successes: Int, failures: Int, of exposure: Row) throws {
        hasChangedArms = true
        try db.cachedStatement(
            sql: """
                UPDATE recommender_arm SET successes = successes + ?, failures = failures + ?
                WHERE experiment = ? AND run = ? AND variant = ? AND arm = ?
                """
        ).execute(arguments: [
            successes, failures, exposure[1] as String, exposure[2] as Int64, exposure[3] as String,
            exposure[4] as String,
        ])
    }
}
