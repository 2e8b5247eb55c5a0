import IdentityAPI

/// The scopes of API keys: lower-case words joined by colons, dots or dashes (`catalog:read`), within the alphabet of RFC 6749,
/// section 3.3.
///
/// A key never has a role of its own accord: it has `user`, and another role only when the scope `role:admin` was asked for by an
/// account that holds that role, and only while the account holds it.
enum KeyScope {
    private static let rolePrefix = "role:"

    /// The scopes, sorted and each once.
    static func normalised(_ scopes: [String]) -> [String] { Array(Set(scopes)).sorted() }

    /// The first scope that asks for a role that the account does not hold.
    static func ungranted(_ scopes: [String], roles: Set<Role>) -> String? {
        scopes.first { scope in
            guard scope.hasPrefix(rolePrefix) else { return false }
            guard let role = Role(rawValue: String(scope.dropFirst(rolePrefix.count))) else { return true }
            return !roles.contains(role)
        }
    }

    /// The roles of a key: `user`, and those that its scopes name and the account holds.
    static func roles(of scopes: [String], account: Set<Role>) -> Set<Role> {
        let named = scopes.compactMap {
            $0.hasPrefix(rolePrefix) ? Role(rawValue: String($0.dropFirst(rolePrefix.count))) : nil
        }
        return account.intersection(named).union(account.intersection([.user]))
    }
}
