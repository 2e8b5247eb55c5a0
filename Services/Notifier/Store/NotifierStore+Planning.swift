import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// Decides what becomes of a delivery whose time has come, in the transaction that would send it, and writes it down unless it
    /// goes now.
    ///
    /// - Returns: Whether it goes now.
    func goes(_ due: DueDelivery, at now: Timestamp, _ db: Database) throws -> Bool {
        let isMandatory = mandatory.contains(due.category)
        let circumstances = try isMandatory ? nil : circumstances(of: due, at: now, db)
        let plan = DeliveryPlan(
            due.category, by: due.channel, isMandatory: isMandatory, at: now,
            circumstances ?? DeliveryPlan.Circumstances(isSuppressed: due.suppression != nil))
        switch plan {
        case .send(let time):
            if circumstances?.throttle != nil { try Self.note(release: time, of: due, db) }
            guard time > now, let circumstances else { return true }
            let why = DeliveryPlan.hold(now, by: due.channel, circumstances) ?? "quiet hours"
            try db.cachedStatement(sql: "UPDATE notifier_delivery SET owner = NULL, due_at = ? WHERE id = ?")
                .execute(arguments: [time.milliseconds, due.id])
            try Self.note(.postponed, "until \(time), \(why)", of: due.id, at: now, db)
        case .gather(let end):
            try Self.gather(due, until: end, circumstances?.window, at: now, db)
        case .suppress(.suppressed): try Self.drop(due.id, due.suppression ?? "suppressed", at: now, db)
        case .suppress(.unwanted): try Self.drop(due.id, "unwanted", at: now, db)
        }
        return false
    }

    private func circumstances(
        of due: DueDelivery, at now: Timestamp, _ db: Database
    ) throws -> DeliveryPlan.Circumstances {
        var found = DeliveryPlan.Circumstances(isSuppressed: due.suppression != nil)
        if let account = due.account {
            found.preferences = Preferences(try Self.choices(of: account, db))
            if let (zone, quiet) = try Self.quietHours(of: account, db) {
                found.quiet = quiet
                found.zone = zone.flatMap { zones.rules(named: $0) } ?? .utc
            }
        }
        guard let rule = try Self.rule(due.category, due.channel, db) else { return found }
        if let throttle = rule.throttle {
            found.throttle = ThrottleRule(limit: throttle.limit, window: .seconds(throttle.seconds))
            found.sent = try Self.releases(before: due, since: now - .seconds(throttle.seconds), db)
        }
        // What was tried already, and a digest itself, are gathered no more.
        if let length = rule.digestSeconds, due.digest == nil, due.attempts == 0 {
            found.digest = .seconds(length)
            found.window = try Self.openWindow(for: due, at: now, db)?.window
        }
        return found
    }

    /// When those of its kind were, or are to be, sent that have their turn before it.
    private static func releases(
        before due: DueDelivery, since begin: Timestamp, _ db: Database
    ) throws -> [Timestamp] {
        // What has a turn already does not wait for those that came behind it.
        try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT o.at FROM notifier_release o LEFT JOIN notifier_release d ON d.delivery = ?1
                    WHERE o.recipient = ?2 AND o.channel = ?3 AND o.category = ?4 AND o.at > ?5 AND o.delivery != ?1
                        AND (d.at IS NULL OR (o.at, o.delivery) < (d.at, d.delivery)) ORDER BY o.at
                    """),
            arguments: [due.id, due.recipient, due.channel.rawValue, due.category, begin.milliseconds]
        ).map { Timestamp(milliseconds: $0) }
    }

    private static func note(release time: Timestamp, of due: DueDelivery, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO notifier_release (delivery, recipient, channel, category, at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET at = excluded.at
                """
        ).execute(arguments: [due.id, due.recipient, due.channel.rawValue, due.category, time.milliseconds])
    }

    /// Gives up what is not wanted, or not to be sent.
    static func drop(_ id: String, _ reason: String, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE notifier_delivery SET state = 'suppressed', owner = NULL, claim = claim + 1, problem = ?,
                    finished_at = ? WHERE id = ?
                """
        ).execute(arguments: [reason, now.milliseconds, id])
        try db.cachedStatement(sql: "DELETE FROM notifier_release WHERE delivery = ?").execute(arguments: [id])
        try note(.suppressed, reason, of: id, at: now, db)
    }
}
