import Foundation
import GRDB
import MeshCore
import MeshStore
import RecommenderAPI

extension RecommenderStore {
    private static let columns = "version, state, attempts, file, document"

    /// The version that is served; nil while none is.
    ///
    /// - Throws: `StoreError`.
    func liveModel() async throws -> ModelRecord? {
        try await store.read { db in try Self.live(db) }
    }

    /// The versions, the newest first.
    ///
    /// - Throws: `StoreError`.
    func models(limit: Int) async throws -> [ModelVersion] {
        try await store.read { db in
            try Row.fetchAll(
                db, sql: "SELECT \(Self.columns) FROM recommender_model ORDER BY version DESC LIMIT ?",
                arguments: [limit]
            ).map { try Self.record($0).document }
        }
    }

    /// A version; nil when there is none of this number.
    ///
    /// - Throws: `StoreError`.
    func model(_ version: Int64) async throws -> ModelRecord? {
        try await store.read { db in try Self.model(version, db) }
    }

    /// Asks for a training.
    ///
    /// - Throws: ``RecommenderError/trainingWaits``; `StoreError`.
    func askForTraining() async throws -> ModelVersion {
        try await store.write { [clock] db in
            guard try !Self.waits(db) else { throw RecommenderError.trainingWaits }
            return try Self.ask(at: clock.now(), db)
        }
    }

    /// Asks for a training when the last one is so long ago, there are so many users, and one of them has done something since.
    ///
    /// - Throws: `StoreError`.
    func askWhenDue(every pause: Duration, users: Int, under lease: Lease) async throws {
        let now = clock.now()
        let isDue = try store.fastRead { db in
            let last = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT created_at FROM recommender_model ORDER BY version DESC LIMIT 1"))
            if let last, Timestamp(milliseconds: last) + pause > now { return false }
            let active = try db.cachedStatement(
                sql: """
                    SELECT count(*), coalesce(max(updated_at), 0) FROM
                        (SELECT updated_at FROM recommender_profile ORDER BY updated_at DESC LIMIT ?)
                    """)
            guard let row = try Row.fetchOne(active, arguments: [users]) else { return false }
            return row[0] as Int >= users && row[1] as Int64 > last ?? 0
        }
        guard isDue else { return }
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            if try !Self.waits(db) { _ = try Self.ask(at: now, db) }
        }
    }

    /// Takes up the training that waits, or that another instance has begun and not finished; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func beginTraining(under lease: Lease) async throws -> ModelRecord? {
        guard try store.fastRead({ db in try Self.waits(db) }) else { return nil }
        return try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            guard
                let version = try Int64.fetchOne(
                    db,
                    sql: """
                        SELECT version FROM recommender_model WHERE state IN ('waiting', 'training') AND run IS NULL
                        ORDER BY version LIMIT 1
                        """)
            else { return nil }
            try db.execute(
                sql: "UPDATE recommender_model SET state = 'training', attempts = attempts + 1 WHERE version = ?",
                arguments: [version])
            return try Self.model(version, db)
        }
    }

    /// Writes down what a training has come to, and serves it when the verdict is so.
    ///
    /// - Throws: `StoreError`.
    func finish(
        _ document: ModelVersion, file: String?, _ verdict: TrainingVerdict, under lease: Lease?
    ) async throws {
        try await store.write { [clock] db in
            if let lease {
                try Leases.guardWrite(by: lease, db)
            } else {
                // A workflow has no lease: its word counts while the version is its own to train.
                try Self.requireTraining(document.version, db)
            }
            var document = document
            document.finishedAt = clock.now()
            switch verdict {
            case .failed: document.state = .failed
            case .rejected: document.state = .rejected
            case .promoted(let present):
                document.state = .rejected
                if try Self.live(db)?.version != present {
                    document.problem = "another version was promoted while it was trained"
                }
            }
            try Self.save(document, file: file, db)
            if case .promoted = verdict, document.problem == nil { try Self.promote(document.version, db) }
        }
    }

    /// Serves a version that was trained: a newer one, or an older one again.
    ///
    /// - Throws: ``RecommenderError/modelNotFound``, ``RecommenderError/modelNotServable``; `StoreError`.
    func promote(_ version: Int64) async throws -> ModelVersion {
        try await store.write { db in
            guard let record = try Self.model(version, db) else { throw RecommenderError.modelNotFound }
            if record.document.state == .live { return record.document }
            guard record.file != nil else { throw RecommenderError.modelNotServable }
            try Self.promote(version, db)
            return try Self.model(version, db)?.document ?? record.document
        }
    }

    /// Has only the newest versions, and the one that is served, keep their files.
    ///
    /// - Returns: The names of the files that are kept.
    /// - Throws: `StoreError`.
    func keepFiles(_ count: Int, under lease: Lease?) async throws -> Set<String> {
        try await store.write { db in
            if let lease { try Leases.guardWrite(by: lease, db) }
            try db.execute(
                sql: """
                    UPDATE recommender_model SET file = NULL WHERE state <> 'live' AND version NOT IN
                        (SELECT version FROM recommender_model WHERE state <> 'live' AND file IS NOT NULL
                         ORDER BY version DESC LIMIT ?)
                    """, arguments: [count])
            return Set(
                try String.fetchAll(db, sql: "SELECT file FROM recommender_model WHERE file IS NOT NULL"))
        }
    }

    private static func promote(_ version: Int64, _ db: Database) throws {
        try db.execute(sql: "UPDATE recommender_model SET state = 'retired' WHERE state = 'live'")
        try db.execute(sql: "UPDATE recommender_model SET state = 'live' WHERE version = ?", arguments: [version])
        try noteChange(of: .models, db)
    }

    static func waits(_ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM recommender_model WHERE state IN ('waiting', 'training'))")
        return try Bool.fetchOne(statement) == true
    }

    static func ask(at now: Timestamp, _ db: Database) throws -> ModelVersion {
        try db.execute(
            sql: "INSERT INTO recommender_model (state, created_at, document) VALUES ('waiting', ?, '')",
            arguments: [now.milliseconds])
        let document = ModelVersion(version: db.lastInsertedRowID, state: .waiting, createdAt: now)
        try save(document, file: nil, db)
        return document
    }

    static func save(_ document: ModelVersion, file: String?, _ db: Database) throws {
        let text = String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
        try db.execute(
            sql: "UPDATE recommender_model SET state = ?, file = ?, document = ? WHERE version = ?",
            arguments: [document.state.rawValue, file, text, document.version])
    }

    private static func live(_ db: Database) throws -> ModelRecord? {
        try Row.fetchOne(db, sql: "SELECT \(columns) FROM recommender_model WHERE state = 'live'").map(record)
    }

    static func model(_ version: Int64, _ db: Database) throws -> ModelRecord? {
        try Row.fetchOne(
            db, sql: "SELECT \(columns) FROM recommender_model WHERE version = ?", arguments: [version]
        ).map(record)
    }

    private static func record(_ row: Row) throws -> ModelRecord {
        // What is wrong with the row does not matter.
        guard let state = ModelVersion.State(rawValue: row[1]),
            var document = try? JSONDecoder().decode(ModelVersion.self, from: Data((row[4] as String).utf8))
        else { throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "a version's row") }
        document.state = state
        return ModelRecord(document: document, file: row[3], attempts: row[2])
    }
}
