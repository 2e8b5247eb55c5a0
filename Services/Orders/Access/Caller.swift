/// Who asks for a cart or an order: an account, or whoever bears its secret.
struct Caller: Sendable {
    /// The account; nil for a guest.
    let account: String?
    let isAdmin: Bool
    /// What a guest brought.
    let secret: CapabilitySecret?

    /// Whether something belongs to the caller.
    ///
    /// - Parameters:
    ///   - account: The owner; nil for a guest's.
    ///   - digest: Of the guest's secret; nil for an account's.
    func owns(account: String?, digest: [UInt8]?) -> Bool {
        if let account { return account == self.account }
        guard let digest, let secret else { return false }
        return secret.matches(digest)
    }
}
