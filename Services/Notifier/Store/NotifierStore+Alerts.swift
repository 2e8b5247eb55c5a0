import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// Takes in what is wrong now as a source sees it; what follows from it and the deliveries that tell of it are written in one
    /// transaction, so that each change is told once.
    ///
    /// - Parameters:
    ///   - report: What is firing, and the rules.
    ///   - source: Who says so.
    ///   - write: Makes the deliveries of a notice.
    /// - Throws: `StoreError`; what `write` throws.
    func report(
        _ report: ReportAlerts, of source: String,
        writing write: @escaping @Sendable (AlertNotice) throws -> [NewDelivery]
    ) async throws -> AlertReceipt {
        try await store.write { [self] db in
            let now = clock.now()
            let nature = report.nature ?? .state
            // Who tells may have read it before somebody was erased.
            let firing = try report.firing.filter { try !Self.isAboutErased($0.key, db) }
            let book = AlertBook(
                known: try Self.known(firing, of: source, nature, db), nature: nature,
                escalateAfter: .seconds(report.escalateAfterSeconds ?? 1800),
                resolveAfter: .seconds(report.resolveAfterSeconds ?? 120))
            let changes = book.report(firing, of: source, at: now) { .make() }
            var receipt = AlertReceipt(opened: 0, escalated: 0, resolved: 0, told: 0)
            for change in changes {
                try AlertRow.write(change.alert, db)
                switch change {
                case .opened: receipt.opened += 1
                case .escalated: receipt.escalated += 1
                case .resolved: receipt.resolved += 1
                case .joined, .closed: break
                }
            }
            for notice in AlertNotice.all(of: changes) {
                for delivery in try write(notice) where try insert(delivery, at: now, db) { receipt.told += 1 }
            }
            return receipt
        }
    }

    /// What is not over of a source; of events also what is over of what is told of again, so that it is not told twice.
    private static func known(
        _ firing: [FiringAlert], of source: String, _ nature: AlertNature, _ db: Database
    ) throws -> [Alert] {
        var alerts = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT \(AlertRow.columns) FROM notifier_alert WHERE source = ? AND state <> 'resolved'"),
            arguments: [source]
        ).map(AlertRow.alert)
        guard nature == .event else { return alerts }
        let statement = try db.cachedStatement(
            sql: "SELECT \(AlertRow.columns) FROM notifier_alert WHERE source = ? AND key = ? LIMIT 1")
        for item in firing {
            alerts += try Row.fetchAll(statement, arguments: [source, item.key]).map(AlertRow.alert)
        }
        return alerts
    }

    /// A page of alerts, the newest first.
    ///
    /// - Parameters:
    ///   - state: Those in it; nil for all.
    ///   - id: The last one of the page before.
    ///   - limit: How many.
    /// - Throws: `StoreError`.
    func alerts(in state: Alert.State?, before id: String?, limit: Int) async throws -> [Alert] {
        try await store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(AlertRow.columns) FROM notifier_alert
                    WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3
                    """, arguments: [state?.rawValue, id, limit]
            ).map(AlertRow.alert)
        }
    }

    /// An alert; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func alert(_ id: Alert.ID) async throws -> Alert? {
        try await store.read { db in try Self.alert(id, db) }
    }

    /// Notes that somebody looks after an alert; again, it changes nothing.
    ///
    /// - Throws: ``NotifierError`` when there is none, or it is over; `StoreError`.
    func acknowledge(_ id: Alert.ID, by account: String) async throws -> Alert {
        try await store.write { [clock] db in
            guard var alert = try Self.alert(id, db) else { throw NotifierError.alertNotFound }
            switch alert.state {
            case .acknowledged: return alert
            case .resolved: throw NotifierError.alertResolved
            case .open:
                alert.state = .acknowledged
                alert.acknowledgedAt = clock.now()
                alert.acknowledgedBy = account
                try AlertRow.write(alert, db)
                return alert
            }
        }
    }

    private static func alert(_ id: Alert.ID, _ db: Database) throws -> Alert? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT \(AlertRow.columns) FROM notifier_alert WHERE id = ?"),
            arguments: [id.description]
        ).map(AlertRow.alert)
    }
}
