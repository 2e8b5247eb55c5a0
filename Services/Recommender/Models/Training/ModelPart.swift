/// A part of what one training makes: each is made of the same snapshot, and of nothing that another has made.
package enum ModelPart: String, Codable, Sendable, CaseIterable {
    case neighbours, linear, baskets, factors, sessions
}
