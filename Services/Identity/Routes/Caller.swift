import IdentityAPI
import MeshCore

/// Who calls, in identity's own terms.
struct Caller: Sendable {
    let account: Account.ID
    /// The session of an access token that belongs to one.
    let session: Session.ID?

    /// The session, which the operation needs.
    ///
    /// - Throws: `IdentityError.sessionRequired` for an API key or a token without a session: a narrow key must not make a wide one.
    func requireSession() throws(IdentityError) -> Session.ID {
        guard let session else { throw .sessionRequired }
        return session
    }
}
