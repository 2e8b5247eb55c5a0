import GRDB
import MeshCore
import MeshStore

extension ScheduleStore {
    /// - Throws: ``SchedulerError``; `StoreError`.
    func createGroup(_ name: String, tags: [(key: String, value: String)], token: String?) async throws {
        try await store.write { [self] db in
            let now = clock.now()
            let request = "\(name) \(tags.map { "\($0.key)=\($0.value)" }.joined(separator: "&"))"
            if try isRepeated(token, of: "CreateScheduleGroup", request, at: now, db) { return }
            guard try ScheduleGroupRow.find(name, db) == nil else { throw SchedulerError.groupExists(name) }
            try db.cachedStatement(
                sql: "INSERT INTO schedule_group (name, created_at, modified_at) VALUES (?, ?, ?)"
            ).execute(arguments: [name, now.milliseconds, now.milliseconds])
            try tag(name, tags, at: now, db)
        }
    }

    /// Begins to delete a group: from then on it takes no schedules, and those in it go, some at a time.
    ///
    /// - Throws: ``SchedulerError``; `StoreError`.
    func deleteGroup(_ name: String, token: String?) async throws {
        guard name != ScheduleKey.defaultGroup else { throw SchedulerError.defaultGroup }
        try await store.write { [self] db in
            let now = clock.now()
            if try isRepeated(token, of: "DeleteScheduleGroup", name, at: now, db) { return }
            try db.cachedStatement(sql: "UPDATE schedule_group SET deleting = 1, modified_at = ? WHERE name = ?")
                .execute(arguments: [now.milliseconds, name])
            guard db.changesCount == 1 else { throw SchedulerError.groupMissing(name) }
            // Most groups are small, and gone at once.
            _ = try sweepGroups(limit: settings.sweptSchedules, db)
        }
    }

    /// Goes on with the groups that are being deleted.
    ///
    /// - Returns: Whether something is left to be done.
    /// - Throws: `StoreError`.
    func sweepGroups() async throws -> Bool {
        let isAny = try store.fastRead { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM schedule_group WHERE deleting = 1)")) ?? false
        }
        guard isAny else { return false }
        return try await store.write { [self] db in try sweepGroups(limit: settings.sweptSchedules, db) }
    }

    private func sweepGroups(limit: Int, _ db: Database) throws -> Bool {
        try db.cachedStatement(
            sql: """
                DELETE FROM schedule WHERE number IN (
                    SELECT number FROM schedule JOIN schedule_group ON schedule_group.name = schedule.group_name
                    WHERE deleting = 1 LIMIT ?)
                """
        ).execute(arguments: [limit])
        guard db.changesCount < limit else { return true }
        try db.cachedStatement(sql: "DELETE FROM schedule_group WHERE deleting = 1").execute()
        return false
    }

    /// - Throws: `StoreError`.
    func group(_ name: String) throws -> ScheduleGroupRow? {
        try store.fastRead { db in try ScheduleGroupRow.find(name, db) }
    }

    /// - Throws: `StoreError`.
    func groups(prefix: String, after: String, limit: Int) async throws -> [ScheduleGroupRow] {
        try await store.read { db in try ScheduleGroupRow.list(prefix: prefix, after: after, limit: limit, db) }
    }

    /// - Throws: ``SchedulerError``; `StoreError`.
    func tags(of name: String) async throws -> [(key: String, value: String)] {
        try await store.read { db in
            guard try ScheduleGroupRow.find(name, db) != nil else { throw SchedulerError.groupMissing(name) }
            let statement = try db.cachedStatement(
                sql: "SELECT key, value FROM schedule_group_tag WHERE name = ? ORDER BY key")
            return try Row.fetchAll(statement, arguments: [name]).map { ($0[0], $0[1]) }
        }
    }

    /// - Throws: ``SchedulerError``; `StoreError`.
    func tag(_ name: String, _ tags: [(key: String, value: String)]) async throws {
        try await store.write { [self] db in
            guard try ScheduleGroupRow.find(name, db) != nil else { throw SchedulerError.groupMissing(name) }
            try tag(name, tags, at: clock.now(), db)
        }
    }

    /// - Throws: ``SchedulerError``; `StoreError`.
    func untag(_ name: String, _ keys: [String]) async throws {
        try await store.write { [self] db in
            guard try ScheduleGroupRow.find(name, db) != nil else { throw SchedulerError.groupMissing(name) }
            let statement = try db.cachedStatement(
                sql: "DELETE FROM schedule_group_tag WHERE name = ? AND key = ?")
            for key in keys { try statement.execute(arguments: [name, key]) }
            try touch(name, at: clock.now(), db)
        }
    }

    private func tag(_ name: String, _ tags: [(key: String, value: String)], at now: Timestamp, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO schedule_group_tag (name, key, value) VALUES (?, ?, ?)")
        for tag in tags { try statement.execute(arguments: [name, tag.key, tag.value]) }
        let count = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM schedule_group_tag WHERE name = ?"), arguments: [name])
        guard count ?? 0 <= settings.tagsOfGroup else {
            throw SchedulerError.quotaExceeded("A resource has at most \(settings.tagsOfGroup) tags.")
        }
        try touch(name, at: now, db)
    }

    private func touch(_ name: String, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE schedule_group SET modified_at = ? WHERE name = ?")
            .execute(arguments: [now.milliseconds, name])
    }
}
