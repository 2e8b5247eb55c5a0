extension EventKind {
    /// Whether the event says nothing but who somebody is, so that nothing remains of it without that.
    var isAboutIdentity: Bool {
        switch self {
        case .identify, .group, .alias: true
        case .pageView, .screenView, .action, .performance: false
        }
    }
}

extension EventKind {
    /// Whether something was shown.
    var isView: Bool {
        switch self {
        case .pageView, .screenView: true
        case .action, .performance, .identify, .group, .alias: false
        }
    }
}
