import MeshCore
import NotifierAPI

/// What somebody wants to be told, and how: by category and channel.
struct Preferences: Sendable, Hashable {
    /// What was chosen: for a category and channel, for a category, or for a channel.
    struct Choice: Sendable, Hashable {
        /// nil for all.
        let category: String?
        let channel: NotificationChannel?
        let isWanted: Bool
    }

    private var choices: [Choice] = []

    init(_ choices: [Choice] = []) {
        for choice in choices { set(choice) }
    }

    /// Chooses, in the place of what was chosen for the same before.
    mutating func set(_ choice: Choice) {
        choices.removeAll { $0.category == choice.category && $0.channel == choice.channel }
        choices.append(choice)
    }

    /// Whether something is wanted: the choice that says most exactly what it is for decides, a category more than a channel.
    /// Without one, everything is.
    func wants(_ category: String, by channel: NotificationChannel) -> Bool {
        let order: [(String?, NotificationChannel?)] = [
            (category, channel), (category, nil), (nil, channel), (nil, nil),
        ]
        for (category, channel) in order {
            if let choice = choices.first(where: { $0.category == category && $0.channel == channel }) {
                return choice.isWanted
            }
        }
        return true
    }
}
