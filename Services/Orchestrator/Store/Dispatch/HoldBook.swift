import GRDB
import MeshCore

/// Who has what of keys and limits, and who waits for it, within a transaction.
///
/// A hold counts while its instance lives and has not let go of it, and after that as long as its task is still to be done:
/// so a key is nobody else's until the task that had it when its instance died was done again. Instances that wait take
/// turns: who was refused earlier goes first, provided that it still asks.
struct HoldBook {
    /// How often who waits asks again, should no bell have been heard.
    static let pause: Duration = .milliseconds(250)
    /// How long who has asked is believed to wait: some pauses.
    private static let patience: Duration = .seconds(2)
    /// How old the note of a refusal may be that stands for another one.
    private static let freshness: Duration = .milliseconds(500)

    private static let livingOrPending = """
        (owner IN (SELECT owner FROM instance) OR EXISTS
            (SELECT 1 FROM task WHERE task.execution = dispatch_hold.execution AND task.id = dispatch_hold.task AND phase = 0))
        """

    private let db: Database
    private let owner: String
    private let now: Timestamp

    init(_ db: Database, owner: String, now: Timestamp) {
        self.db = db
        self.owner = owner
        self.now = now
    }

    // MARK: - Taking

    /// The refusal of a claim that has been refused a moment ago for the same reason; nil when it is to be tried.
    func knownRefusal(of claim: DispatchClaim) throws -> DispatchVerdict? {
        for part in claim.parts {
            guard let moment = try obstacle(to: part, of: claim) else { continue }
            let seen = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT seen_at FROM dispatch_wait WHERE name = ? AND owner = ?"),
                arguments: [part.gate.name, owner])
            guard let seen, seen > (now - Self.freshness).milliseconds else { return nil }
            return .refused(part.gate, until: moment)
        }
        return nil
    }

    /// Takes all that a task needs, or joins those who wait for what is missing.
    func take(_ claim: DispatchClaim) throws -> DispatchVerdict {
        for part in claim.parts {
            guard let moment = try obstacle(to: part, of: claim) else { continue }
            try wait(for: part.gate.name)
            return .refused(part.gate, until: moment)
        }
        for part in claim.parts { try take(part, claim) }
        return .granted
    }

    /// When a part of a claim may be tried again; nil when it can be had.
    private func obstacle(to part: DispatchClaim.Part, of claim: DispatchClaim) throws -> Timestamp? {
        if let concurrency = part.limit.concurrency {
            guard try hasRoom(part.gate.name, concurrency, claim) else { return now + Self.pause }
        }
        guard let perSecond = part.limit.perSecond else { return nil }
        var bucket = try bucket(part.gate.name, perSecond)
        let moment = bucket.available(at: now)
        return moment > now ? moment : nil
    }

    private func hasRoom(_ name: String, _ concurrency: Int, _ claim: DispatchClaim) throws -> Bool {
        let earlier = try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT owner <> ?2 AND owner IN (SELECT owner FROM instance) FROM dispatch_hold
                    WHERE name = ?1 AND execution = ?3 AND task = ?4
                    """), arguments: [name, owner, claim.execution, claim.task])
        // The task was done by an instance that has died, or by this one: it has its place still. One that lives does it yet.
        if let isElsewhere = earlier { return !isElsewhere }
        let held = try count("SELECT count(*) FROM dispatch_hold WHERE name = ?", [name])
        let ahead = try waitingAhead(name)
        guard held + ahead >= concurrency else { return true }
        let valid = try count("SELECT count(*) FROM dispatch_hold WHERE name = ? AND \(Self.livingOrPending)", [name])
        return valid + ahead < concurrency
    }

    private func waitingAhead(_ name: String) throws -> Int {
        try count(
            """
            SELECT count(*) FROM dispatch_wait WHERE name = ?1 AND owner <> ?2 AND seen_at > ?3
                AND owner IN (SELECT owner FROM instance) AND since < coalesce(
                    (SELECT since FROM dispatch_wait WHERE name = ?1 AND owner = ?2 AND seen_at > ?3), ?4)
            """, [name, owner, (now - Self.patience).milliseconds, now.milliseconds])
    }

    private func count(_ sql: String, _ arguments: StatementArguments) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }

    private func bucket(_ name: String, _ perSecond: Double) throws -> TokenBucket {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT tokens, filled_at FROM dispatch_rate WHERE name = ?"), arguments: [name])
        guard let row else { return TokenBucket(perSecond: perSecond, at: now) }
        return TokenBucket(perSecond: perSecond, tokens: row["tokens"], filledAt: row.moment("filled_at"))
    }

    private func take(_ part: DispatchClaim.Part, _ claim: DispatchClaim) throws {
        let name = part.gate.name
        if let concurrency = part.limit.concurrency {
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO dispatch_hold (name, execution, task, owner) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [name, claim.execution, claim.task, owner])
            if try count("SELECT count(*) FROM dispatch_hold WHERE name = ?", [name]) > concurrency {
                try db.cachedStatement(sql: "DELETE FROM dispatch_hold WHERE name = ? AND NOT \(Self.livingOrPending)")
                    .execute(arguments: [name])
            }
        }
        if let perSecond = part.limit.perSecond {
            var bucket = try bucket(name, perSecond)
            _ = bucket.available(at: now)
            bucket.take()
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO dispatch_rate (name, tokens, filled_at) VALUES (?, ?, ?)"
            ).execute(arguments: [name, bucket.tokens, bucket.filledAt.milliseconds])
        }
        try db.cachedStatement(sql: "DELETE FROM dispatch_wait WHERE name = ? AND owner = ?")
            .execute(arguments: [name, owner])
    }

    /// Notes that an instance waits; one that has not asked for long has lost its place.
    private func wait(for name: String) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO dispatch_wait (name, owner, since, seen_at) VALUES (?1, ?2, ?3, ?3)
                ON CONFLICT (name, owner) DO UPDATE
                SET since = CASE WHEN seen_at > ?4 THEN since ELSE ?3 END, seen_at = ?3
                """
        ).execute(arguments: [name, owner, now.milliseconds, (now - Self.patience).milliseconds])
    }

    // MARK: - Letting go

    /// Gives back what a task has taken.
    ///
    /// - Returns: Whether another instance waits for some of it.
    func letGo(_ claim: DispatchClaim) throws -> Bool {
        var isWaitedFor = false
        for part in claim.parts where part.limit.concurrency != nil {
            let name = part.gate.name
            try db.cachedStatement(
                sql: "DELETE FROM dispatch_hold WHERE name = ? AND execution = ? AND task = ? AND owner = ?"
            ).execute(arguments: [name, claim.execution, claim.task, owner])
            try db.cachedStatement(sql: "DELETE FROM dispatch_wait WHERE name = ? AND seen_at <= ?")
                .execute(arguments: [name, (now - Self.patience).milliseconds])
            let others = try count("SELECT count(*) FROM dispatch_wait WHERE name = ? AND owner <> ?", [name, owner])
            isWaitedFor = isWaitedFor || others > 0
        }
        return isWaitedFor
    }

    /// Forgets what an instance waited for that is gone, and what it held for tasks that nobody has to do any more.
    static func forget(_ instance: String, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM dispatch_wait WHERE owner = ?").execute(arguments: [instance])
        try db.cachedStatement(sql: "DELETE FROM dispatch_hold WHERE owner = ? AND NOT \(livingOrPending)")
            .execute(arguments: [instance])
    }
}
