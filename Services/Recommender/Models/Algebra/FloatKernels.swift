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

    /// Replaces the target by the product of a square matrix, row by row, and a vector; four rows at a time, so that each number
    /// of the vector is fetched once for all of them.
    static func multiply(_ square: Span<Float>, by vector: Span<Float>, into target: inout MutableSpan<Float>) {
        let size = vector.count
        precondition(square.count == size * size && target.count == size, "a square and its vectors are of one order")
        let whole = size - size % width
        // Floats have no padding.
        let (cells, numbers) = unsafe (square.bytes, vector.bytes)
        for first in stride(from: 0, to: size - size % 4, by: 4) {
            var sums = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
            var place = 0
            while place < whole {
                // Eight floats lie from here on in the vector and in each of the four rows.
                func row(_ number: Int) -> SIMD8<Float> {
                    unsafe cells.unsafeLoadUnaligned(
                        fromUncheckedByteOffset: ((first + number) * size + place) * 4, as: SIMD8<Float>.self)
                }
                let b = unsafe numbers.unsafeLoadUnaligned(fromUncheckedByteOffset: place * 4, as: SIMD8<Float>.self)
                sums.0 += row(0) * b
                sums.1 += row(1) * b
                sums.2 += row(2) * b
                sums.3 += row(3) * b
                place += width
            }
            target[first] = sums.0.sum()
            target[first + 1] = sums.1.sum()
            target[first + 2] = sums.2.sum()
            target[first + 3] = sums.3.sum()
            for place in whole..<size {
                for number in first..<first + 4 { target[number] += square[number * size + place] * vector[place] }
            }
        }
        for number in size - size % 4..<size {
            target[number] = dot(square.extracting(number * size..<(number + 1) * size), vector)
        }
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
