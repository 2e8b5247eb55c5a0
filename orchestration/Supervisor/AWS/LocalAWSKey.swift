import IdentityAPI
import MeshCore

/// What clients of AWS need to speak to the mesh of this machine.
struct LocalAWSKey: Encodable, Sendable {
    /// What clients sign for; services of the mesh take any.
    static let region = "us-east-1"

    let accessKeyId: String
    let secretAccessKey: String
    let expiresAt: Timestamp
    let region: String
    /// Where everything of AWS's is (`http://127.0.0.1:8080/aws`).
    let endpointUrl: String

    init(_ key: IssuedAWSKey, address: String) {
        accessKeyId = key.accessKeyId
        secretAccessKey = key.secretAccessKey
        expiresAt = key.expiresAt
        region = Self.region
        endpointUrl = address + "/aws"
    }

    /// Asks the supervisor for it.
    static func ask(_ folder: DataFolder, role: Role) async throws -> LocalAWSKey {
        try await ControlClient.with(folder) { client in
            let status = try await client.status()
            let key = try await client.post("/v1/aws-keys", IssueAWSKey(role: role), as: IssuedAWSKey.self)
            return LocalAWSKey(key, address: status.supervisor.address)
        }
    }

    /// Lines for a shell: `eval "$(orchestration/orrery token --aws)"`.
    var exports: String {
        [
            ("AWS_ACCESS_KEY_ID", accessKeyId), ("AWS_SECRET_ACCESS_KEY", secretAccessKey),
            ("AWS_DEFAULT_REGION", region), ("AWS_ENDPOINT_URL", endpointUrl),
            // Some operations would be sent to `sync-127.0.0.1`, which is nowhere.
            ("AWS_DISABLE_HOST_PREFIX_INJECTION", "true"),
        ].map { "export \($0)=\($1)" }.joined(separator: "\n")
    }
}
