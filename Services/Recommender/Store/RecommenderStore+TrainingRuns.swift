import GRDB
import MeshCore
import MeshStore
import RecommenderAPI

extension RecommenderStore {
    /// The version that waits for somebody to train it; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func waitingVersion() throws -> Int64? {
        try store.fastRead { db in
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT version FROM recommender_model WHERE state = 'waiting' ORDER BY version LIMIT 1"))
        }
    }

    /// Gives a version to an execution of the workflow, or finds the one that it has: the one that is named, else a new one.
    ///
    /// - Parameters:
    ///   - run: The execution's name.
    ///   - version: What it was started for; nil when somebody started it by hand.
    /// - Throws: ``RecommenderError/trainingWaits`` when another one is trained; ``RecommenderError/notTraining`` when the version is
    ///   another's, or finished; `StoreError`.
    func give(_ version: Int64?, toRun run: String) async throws -> ModelVersion {
        try await store.write { [clock] db in
            let now = clock.now()
            let known = try Int64.fetchOne(
                db, sql: "SELECT version FROM recommender_model WHERE run = ?", arguments: [run])
            if let known, let record = try Self.model(known, db) { return record.document }
            if version == nil, try Self.waits(db) { throw RecommenderError.trainingWaits }
            let version = try version ?? Self.ask(at: now, db).version
            try db.execute(
                sql: """
                    UPDATE recommender_model SET state = 'training', run = ?, begun_at = ?, attempts = attempts + 1
                    WHERE version = ? AND state = 'waiting'
                    """, arguments: [run, now.milliseconds, version])
            guard db.changesCount == 1, let record = try Self.model(version, db) else {
                throw RecommenderError.notTraining
            }
            return record.document
        }
    }

    /// Gives up what workflows have begun before a moment and not finished: their executions were ended, or have lost their way.
    ///
    /// - Throws: `StoreError`.
    func giveUpTrainings(begunBefore time: Timestamp, under lease: Lease) async throws {
        let overdue = try store.fastRead { db in
            try Int64.fetchAll(
                db.cachedStatement(
                    sql: "SELECT version FROM recommender_model WHERE state = 'training' AND begun_at < ?"),
                arguments: [time.milliseconds])
        }
        for version in overdue {
            guard var document = try await model(version)?.document else { continue }
            document.problem = "its workflow has not finished in time"
            try await finish(document, file: nil, .failed, under: lease)
        }
    }

    /// The version that a workflow trains.
    ///
    /// - Throws: ``RecommenderError/notTraining``; `StoreError`.
    func training(_ version: Int64) async throws -> ModelRecord {
        try await store.read { db in
            try Self.requireTraining(version, db)
            guard let record = try Self.model(version, db) else { throw RecommenderError.modelNotFound }
            return record
        }
    }

    static func requireTraining(_ version: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM recommender_model WHERE version = ? AND state = 'training' AND run IS NOT NULL)
                """)
        guard try Bool.fetchOne(statement, arguments: [version]) == true else { throw RecommenderError.notTraining }
    }
}
