import MeshCore
import NotifierAPI

/// What is told of a group's alerts at once.
struct AlertNotice: Sendable {
    let group: String
    private var opened: [Alert] = []
    private var escalated: [Alert] = []
    private var resolved: [Alert] = []

    /// The notices of some changes, by group; none for what nobody has to be told.
    static func all(of changes: [AlertChange]) -> [AlertNotice] {
        var notices: [String: AlertNotice] = [:]
        for change in changes {
            let group = change.alert.group
            var notice = notices[group] ?? AlertNotice(group: group)
            switch change {
            case .opened(let alert): notice.opened.append(alert)
            case .escalated(let alert): notice.escalated.append(alert)
            case .resolved(let alert): notice.resolved.append(alert)
            case .joined, .closed: continue
            }
            notices[group] = notice
        }
        return notices.values.sorted { $0.group < $1.group }
    }

    private init(group: String) { self.group = group }

    /// What fills the template `alerts`: lists of what has begun, of what nobody looks after, and of what is over; the first title, how
    /// many there are, and `critical`, `over` or neither.
    var values: JSONValue {
        let all = opened + escalated + resolved
        let isCritical = (opened + escalated).contains { $0.severity == .critical }
        return .object([
            "group": .string(group), "count": .int(Int64(all.count)), "title": .string(all.first?.title ?? ""),
            "others": all.count > 1 ? .int(Int64(all.count - 1)) : .null, "critical": .bool(isCritical),
            "over": .bool(opened.isEmpty && escalated.isEmpty),
            "opened": Self.list(opened), "escalated": Self.list(escalated), "resolved": Self.list(resolved),
            "anyOpened": .bool(!opened.isEmpty), "anyEscalated": .bool(!escalated.isEmpty),
            "anyResolved": .bool(!resolved.isEmpty),
        ])
    }

    private static func list(_ alerts: [Alert]) -> JSONValue {
        .array(
            alerts.map { alert in
                .object([
                    "id": .string(alert.id.description), "title": .string(alert.title),
                    "detail": alert.detail.map { .string($0) } ?? .null, "severity": .string(alert.severity.rawValue),
                    "since": .string(alert.openedAt.description), "count": .int(Int64(alert.count)),
                    "values": alert.values ?? .null,
                ])
            })
    }
}
