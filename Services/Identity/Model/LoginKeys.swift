import IdentityAPI

/// Under what the failures of one login are counted: fingerprints, so that the table holds no address that somebody tried.
struct LoginKeys: Sendable, Equatable {
    let pair: [UInt8]
    let source: [UInt8]
    let account: [UInt8]
    /// What is counted: the source too, unless it is this machine.
    let scopes: [LoginThrottle.Scope]

    init(pair: [UInt8], source: [UInt8], account: [UInt8], countsSource: Bool) {
        self.pair = pair
        self.source = source
        self.account = account
        self.scopes = LoginThrottle.Scope.allCases.filter { $0 != .source || countsSource }
    }

    func key(for scope: LoginThrottle.Scope) -> [UInt8] {
        switch scope {
        case .pair: pair
        case .source: source
        case .account: account
        }
    }
}
