/// How segments are counted.
struct AudienceSettings: Hashable, Sendable {
    /// The most segments, those of which most is known.
    var limit = 50
    /// The most items that a segment remembers, those that it deals with most; up to twice as many in between.
    var itemLimit = 500
    /// What its members' signals have to weigh for its own counts to count as much as those of all.
    var evidence = 200.0
    /// A group of fewer customers is no segment: what is popular in it would tell what each of them does.
    var leastCustomers = 20
}
