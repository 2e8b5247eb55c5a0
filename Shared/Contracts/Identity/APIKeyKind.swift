/// How an API key proves its holder.
package enum APIKeyKind: String, Sendable, Codable, CaseIterable {
    /// A secret sent as `Authorization: Bearer ork_…`.
    case bearer
    /// An access key id and a secret that signs requests (AWS Signature Version 4), for clients made for AWS.
    case aws
}
