/// What sort of thing an event tells.
package enum EventKind: String, Hashable, Sendable, CaseIterable {
    /// A page was shown; its name is `page_view`.
    case pageView = "page_view"
    /// A screen of an app was shown; its name is `screen_view`.
    case screenView = "screen_view"
    /// Anything else that a visitor did; its name says what.
    case action
    /// How a page performed: the name is `web_vitals`, the measures stand in the properties.
    case performance
    /// Traits of a user.
    case identify
    /// A user's belonging to a group.
    case group
    /// Two ids are one visitor's.
    case alias
}
