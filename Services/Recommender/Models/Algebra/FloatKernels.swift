/// Loops over vectors of floats, eight numbers at a time. A compiler may not reorder sums of floats itself.
enum FloatKernels {
    private static let width = 8

    /// The inner product of two vectors of one length.
    static func dot(_ left: Span<Float>, _ right: Span<Float>) -> Float {
        precondition(left.count == right.count, "vectors of different lengths have no inner product")
        let whole = left.count - left.count % width
        // Floats have no padding.
        let (leftBytes, rightBytes) = unsafe (left.bytes, right.bytes)
        // Two sums, so that one addition need not wait for the other.
        var sums = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        var place = 0
        while place < whole {
            // Below `whole`, eight floats lie from here on.
            let a = unsafe leftBytes.unsafeLoadUnaligned(fromUncheckedByteOffset: place * 4, as: SIMD8<Float>.self)
            let b = unsafe rightBytes.unsafeLoadUnaligned(fromUncheckedByteOffset: place * 4, as: SIMD8<Float>.self)
            sums = (sums.1, sums.0 + a * b)
            place += width
        }
        var sum = (sums.0 + sums.1).sum()
        for place in whole..<left.count { sum += left[place] * right[place] }
        return sum
    }

    /// Adds a multiple of a vector to the numbers of a target that begin at a place.
    static func add(
        _ factor: Float, times vector: Span<Float>, to target: inout MutableSpan<Float>, at start: Int = 0
    ) {
        precondition(start >= 0 && start + vector.count <= target.count, "the target ends before the vector")
        for place in vector.indices {
            // Both have this many numbers. Sums that do not depend on each other are made several at a time by the compiler.
            unsafe target[unchecked: start + place] += factor * vector[unchecked: place]
        }
    }

    /// Adds a multiple of a vector to the first numbers of a target of double precision.
    static func add(_ factor: Double, times vector: Span<Float>, to target: inout MutableSpan<Double>) {
        precondition(vector.count <= target.count, "the target ends before the vector")
        for place in vector.indices {
            // As above.
            unsafe target[unchecked: place] += factor * Double(vector[unchecked: place])
        }
    }
}
