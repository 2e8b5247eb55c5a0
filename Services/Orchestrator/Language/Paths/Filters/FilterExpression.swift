/// What stands in a filter `[?(…)]`.
indirect enum FilterExpression: Hashable, Sendable {
    case or([FilterExpression])
    case and([FilterExpression])
    case not(FilterExpression)
    /// A path by itself: whether it leads to something.
    case exists(FilterOperand)
    case comparison(FilterOperand, FilterOperator, FilterOperand)
}
