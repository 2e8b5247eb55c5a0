import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime

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

extension MeshRequestContext {
    /// The caller of an operation that asks for one.
    ///
    /// - Throws: `IdentityError.accountNotFound` when the proof names no account of this service.
    func caller() throws(IdentityError) -> Caller {
        guard let principal, let account = Account.ID(principal.subject) else { throw .accountNotFound }
        return Caller(account: account, session: principal.session.flatMap { Session.ID($0) })
    }
}

extension HTTPFields {
    /// For answers with tokens or personal data: nobody on the way keeps a copy (RFC 6749, section 5.1).
    static var notStored: HTTPFields { [.cacheControl: "no-store"] }
}
