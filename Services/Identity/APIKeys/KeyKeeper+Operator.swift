import IdentityAPI
import MeshCore

extension KeyKeeper {
    /// A key that ends sooner is replaced, so that what is printed today is good tomorrow.
    private static let operatorMargin = Duration.seconds(7 * 86_400)

    /// The operator's key for AWS clients with a role: the one that there is, or a new one.
    ///
    /// It is given as often as the operator asks, who could make others at any time.
    ///
    /// - Throws: `IdentityError.tooManyKeys`, `sealed`; `StoreError`.
    func operatorKey(of role: Role, for account: Account.ID) async throws -> IssuedAWSKey {
        let name = "operator, as \(role.rawValue)"
        if let known = try await awsKey(named: name, of: account, goodFor: Self.operatorMargin) { return known }
        let created = try await create(
            CreateAPIKey(name: name, kind: .aws, scopes: role == .user ? [] : ["role:\(role.rawValue)"]), for: account,
            from: .mesh)
        guard let id = created.accessKeyId, let secret = created.secretAccessKey else {
            preconditionFailure("A new key for AWS clients has no secret")
        }
        return IssuedAWSKey(accessKeyId: id, secretAccessKey: secret, expiresAt: created.expiresAt)
    }
}
