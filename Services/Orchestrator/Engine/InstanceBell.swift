/// What one instance tells the others: where to look. That something is there, the store alone tells.
enum InstanceBell: Hashable, Sendable {
    /// Some shard of yours may have mail.
    case mail
    case activity(Int64)
    /// Somebody came, or gave up shards.
    case shards
    /// A key, or a place within a limit, that somebody waits for may be free.
    case holds

    /// As it is sent.
    var text: String {
        switch self {
        case .mail: "mail"
        case .activity(let number): "activity \(number)"
        case .shards: "shards"
        case .holds: "holds"
        }
    }

    /// Reads what came; nil when it is nothing of ours.
    init?(text: String) {
        let words = text.split(separator: " ")
        switch (words.first, words.count) {
        case ("mail", 1): self = .mail
        case ("shards", 1): self = .shards
        case ("holds", 1): self = .holds
        case ("activity", 2):
            guard let number = Int64(words[1]) else { return nil }
            self = .activity(number)
        default: return nil
        }
    }
}
