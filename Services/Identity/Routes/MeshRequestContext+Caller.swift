import IdentityAPI
import MeshCore
import MeshRuntime

extension MeshRequestContext {
    /// The caller of an operation that asks for one.
    ///
    /// - Throws: `IdentityError.accountNotFound` when the proof names no account of this service.
    func caller() throws(IdentityError) -> Caller {
        guard let principal, let account = Account.ID(principal.subject) else { throw .accountNotFound }
        return Caller(account: account, session: principal.session.flatMap { Session.ID($0) })
    }
}
