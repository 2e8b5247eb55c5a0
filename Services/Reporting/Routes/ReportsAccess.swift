import MeshRuntime

/// Who may do what.
enum ReportsAccess {
    /// Who reads proves to be somebody; which sites follows from ``ReaderRights``.
    static let reading = Access.user
    /// Who may be shown a site's reports, and having them made anew, is for administrators.
    static let managing = Access.role("admin")
    /// The scope that an API key needs to read for its account.
    static let scope = "reports:read"
}

extension ReaderRights {
    /// An administrator's are for all sites, an account's for those that name it. An API key reads what its account may read if
    /// its scopes say so: a key that was made for something else does not.
    init(_ principal: Principal?) {
        guard let principal else {
            self = .none
            return
        }
        if principal.has(role: "admin") {
            self = .all
            return
        }
        switch principal.credential {
        case .accessToken: self = .account(principal.subject)
        case .apiKey, .signature:
            self = principal.has(scope: ReportsAccess.scope) ? .account(principal.subject) : .none
        }
    }
}
