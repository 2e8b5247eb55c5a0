/// How a piece of text looks.
package struct TextStyle: Sendable, Equatable {
    /// On which side of its box the text's lines stand.
    package enum Alignment: Sendable, Equatable {
        case left, center, right
    }

    /// How thick its strokes are.
    package enum Weight: Sendable, Equatable {
        case regular, bold
    }

    /// In points.
    package var size: Double
    package var weight: Weight
    package var alignment: Alignment
    /// From 0, black, to 1, white.
    package var gray: Double

    package init(size: Double = 10, weight: Weight = .regular, alignment: Alignment = .left, gray: Double = 0) {
        self.size = size
        self.weight = weight
        self.alignment = alignment
        self.gray = gray
    }

    package static let body = TextStyle()
    package static let strong = TextStyle(weight: .bold)
    package static let title = TextStyle(size: 18, weight: .bold)
    package static let small = TextStyle(size: 8, gray: 0.35)

    /// The same on another side.
    package func aligned(_ alignment: Alignment) -> TextStyle {
        var style = self
        style.alignment = alignment
        return style
    }
}
