import Foundation
import GRDB
import MeshCore
import MeshStore
import RecommenderAPI
import RecommenderModels

extension RecommenderStore {
    /// Writes exposures, and counts them for their units and arms, in one transaction.
    ///
    /// - Throws: `StoreError`.
    func keep(_ exposures: [Exposure]) async throws {
        try await store.writeAlone { db in
            for exposure in exposures where try !Self.isErased(exposure.unit.key, db) { try Self.keep(exposure, db) }
        }
    }

    private static func keep(_ exposure: Exposure, _ db: Database) throws {
        var writer = PackedWriter()
        writer.write(exposure.items)
        try db.cachedStatement(
            sql: """
                INSERT INTO recommender_exposure (experiment, run, variant, unit, device, at, propensity, items,
                    arm, arm_item, arm_propensity, arm_due)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            exposure.experiment, exposure.run, exposure.variant, exposure.unit.key, exposure.device?.key,
            exposure.time.milliseconds, exposure.propensity, Data(writer.bytes), exposure.drawn?.arm,
            exposure.drawn.map { Int64($0.item) }, exposure.drawn?.propensity, exposure.drawn?.due.milliseconds,
        ])
        try db.cachedStatement(
            sql: """
                INSERT INTO recommender_unit (experiment, run, unit, variant, exposures) VALUES (?, ?, ?, ?, 1)
                ON CONFLICT DO UPDATE SET exposures = exposures + 1
                """
        ).execute(arguments: [exposure.experiment, exposure.run, exposure.unit.key, exposure.variant])
        guard let drawn = exposure.drawn else { return }
        try db.cachedStatement(
            sql: """
                INSERT INTO recommender_arm (experiment, run, variant, arm, shown) VALUES (?, ?, ?, ?, 1)
                ON CONFLICT DO UPDATE SET shown = shown + 1
                """
        ).execute(arguments: [exposure.experiment, exposure.run, exposure.variant, drawn.arm])
    }

    /// Keeps what may be outcomes of what was shown, in the transaction that counts their page.
    static func keepOutcomes(
        _ signals: [NamedSignal], _ numbers: [String: UInt32], at now: Timestamp, _ db: Database
    ) throws {
        let awaiting = try db.cachedStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM recommender_experiment WHERE state = 'running' OR awaited_until > ?)
                """)
        guard try Bool.fetchOne(awaiting, arguments: [now.milliseconds]) == true else { return }
        let saving = try db.cachedStatement(
            sql: "INSERT INTO recommender_outcome (person, item, metric, at, kept_at) VALUES (?, ?, ?, ?, ?)")
        for signal in signals {
            guard let person = signal.person, let item = numbers[signal.item],
                let metric = ExperimentMetric(signal.kind), try !isErased(person.key, db)
            else { continue }
            try saving.execute(arguments: [
                person.key, Int64(item), metric.rawValue, (signal.receivedAt ?? signal.time).milliseconds,
                now.milliseconds,
            ])
        }
    }

    /// Finds the answers that outcomes belong to, and lets arms fail that had none in time.
    ///
    /// - Returns: Whether there may be more to do.
    /// - Throws: `StoreError`.
    func settle(_ settings: ExperimentSettings) async throws -> Bool {
        let now = clock.now()
        let ripe = (now - settings.patience).milliseconds
        let isThere = try store.fastRead { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM recommender_outcome WHERE kept_at <= ?1)
                        OR EXISTS (SELECT 1 FROM recommender_exposure WHERE arm_due <= ?2)
                        OR EXISTS (SELECT 1 FROM recommender_exposure WHERE at < ?3)
                    """)
            return try Bool.fetchOne(
                statement, arguments: [ripe, now.milliseconds, (now - settings.kept).milliseconds]) == true
        }
        guard isThere else { return false }
        return try await store.writeAlone { db in
            var attribution = try OutcomeAttribution(db)
            let outcomes = try attribution.attribute(keptUntil: ripe, limit: Self.portion)
            let failures = try attribution.fail(dueUntil: now.milliseconds, limit: Self.portion)
            try db.cachedStatement(
                sql: """
                    DELETE FROM recommender_exposure WHERE number IN
                        (SELECT number FROM recommender_exposure WHERE at < ? ORDER BY at LIMIT ?)
                    """
            ).execute(arguments: [(now - settings.kept).milliseconds, Self.portion])
            let removed = db.changesCount
            if attribution.hasChangedArms { try Self.noteChange(of: .experiments, db) }
            return max(outcomes, failures, removed) == Self.portion
        }
    }

    /// So many at a time, that other writers wait for some milliseconds only.
    private static let portion = 500
}

extension ExperimentMetric {
    /// What a signal is as an outcome; nil for ratings, which are none.
    init?(_ kind: SignalKind) {
        switch kind {
        case .view, .search: self = .click
        case .cart: self = .cart
        case .purchase: self = .purchase
        case .rating: return nil
        }
    }
}
