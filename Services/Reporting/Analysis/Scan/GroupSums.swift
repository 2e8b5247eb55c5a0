/// The numbers of a slot.
struct GroupSums {
    var events: Int64 = 0
    var pageviews: Int64 = 0
    var visits = VisitSums()
    /// The visitor that was counted last.
    var lastVisitor: UInt64 = 0
}
