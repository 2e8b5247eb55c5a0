/// How an account reads: what is known of it beside its choices.
struct Reader: Sendable, Equatable {
    /// The zone of the clock on their wall.
    var zone: String?
    /// The language that they have chosen.
    var locale: String?
}
