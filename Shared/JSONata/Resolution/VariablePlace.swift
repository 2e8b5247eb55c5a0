/// Where a variable is: so many frames outwards, in which slot.
struct VariablePlace: Hashable {
    var hops: Int
    var slot: Int
}
