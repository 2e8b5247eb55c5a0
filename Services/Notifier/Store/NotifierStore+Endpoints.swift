import GRDB
import MeshCore
import MeshStore
import NotifierAPI
import WebhookCalls

extension NotifierStore {
    /// The most endpoints of an account on a channel: each notification becomes a delivery for each.
    static let mostEndpoints = 20

    /// Keeps an endpoint; one that is registered again gets its keys anew, and stays what it is otherwise.
    ///
    /// - Returns: It.
    /// - Throws: ``NotifierError/tooManyEndpoints(limit:)``; `StoreError`.
    func register(_ endpoint: Endpoint) async throws -> Endpoint {
        try await store.write { db in
            try db.execute(
                sql: """
                    INSERT INTO notifier_endpoint (id, account, channel, url, secrets, created_at) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (account, channel, url) DO UPDATE SET secrets = excluded.secrets
                    """,
                arguments: [
                    endpoint.id.description, endpoint.account, endpoint.channel.rawValue, endpoint.url.text,
                    endpoint.secrets.text, endpoint.createdAt.milliseconds,
                ])
            let all = try Self.endpoints(of: endpoint.account, endpoint.channel, db)
            guard all.count <= Self.mostEndpoints else {
                throw NotifierError.tooManyEndpoints(limit: Self.mostEndpoints)
            }
            guard let kept = all.first(where: { $0.url == endpoint.url }) else {
                throw StoreError.corrupt(
                    path: NotifierSchema.fileName, detail: "an endpoint that was written is not there")
            }
            return kept
        }
    }

    /// The places that an account is called at.
    ///
    /// - Parameter channel: On this one alone; nil for all.
    /// - Throws: `StoreError`.
    func endpoints(of account: String, _ channel: NotificationChannel? = nil) throws -> [Endpoint] {
        try store.fastRead { db in try Self.endpoints(of: account, channel, db) }
    }

    /// - Returns: nil when it is gone.
    /// - Throws: `StoreError`.
    func endpoint(_ id: String) throws -> Endpoint? {
        try store.fastRead { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM notifier_endpoint WHERE id = ?"), arguments: [id]
            ).map(Self.endpoint)
        }
    }

    /// Forgets an endpoint.
    ///
    /// - Parameter account: Its owner; nil when it has said itself that it is gone.
    /// - Returns: Whether it was there.
    /// - Throws: `StoreError`.
    func removeEndpoint(_ id: String, of account: String? = nil) async throws -> Bool {
        try await store.write { db in
            try db.execute(
                sql: "DELETE FROM notifier_endpoint WHERE id = ?1 AND (?2 IS NULL OR account = ?2)",
                arguments: [id, account])
            return db.changesCount > 0
        }
    }

    private static func endpoints(
        of account: String, _ channel: NotificationChannel?, _ db: Database
    ) throws -> [Endpoint] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM notifier_endpoint WHERE account = ?1 AND (?2 IS NULL OR channel = ?2) ORDER BY id
                    """), arguments: [account, channel?.rawValue]
        ).map(endpoint)
    }

    private static func endpoint(_ row: Row) throws -> Endpoint {
        guard let id = NotificationEndpoint.ID(row["id"] as String), let url = WebhookURL(row["url"]),
            let secrets = Endpoint.Secrets(row["secrets"] as String)
        else { throw StoreError.corrupt(path: NotifierSchema.fileName, detail: "an endpoint's row") }
        return Endpoint(
            id: id, account: row["account"], url: url, secrets: secrets,
            createdAt: Timestamp(milliseconds: row["created_at"]))
    }
}
