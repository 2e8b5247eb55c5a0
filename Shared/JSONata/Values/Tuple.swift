/// A value with the variables that were bound on the way to it.
struct Tuple {
    var item: Value
    /// The variables, by the slots of their ``TupleStream``; nil for those that are not bound.
    var slots: [Value?]
}
