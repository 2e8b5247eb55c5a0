/// Whose reports a caller may read.
enum ReaderRights: Hashable, Sendable {
    /// Those of every site.
    case all
    /// Those of the sites that name the account.
    case account(String)
    /// None.
    case none

    func mayRead(_ record: SiteRecord) -> Bool {
        switch self {
        case .all: true
        case .account(let account): record.readers.contains(account)
        case .none: false
        }
    }
}
