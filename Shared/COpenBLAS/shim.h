#pragma once

#include <stddef.h>

// What OpenBLAS exports, declared here: the names of its headers' folder differ between its Debian packages. Symmetric
// matrices come in LAPACK's rectangular full packed format (LAPACK Working Note 199), which takes half the memory at full
// speed. Fortran passes the lengths of texts behind the arguments.

/// Cholesky's factorization of a symmetric positive definite matrix.
void dpftrf_(
    const char *transr, const char *uplo, const int *n, double *a, int *info, size_t transr_length, size_t uplo_length);

/// The inverse, from Cholesky's factorization.
void dpftri_(
    const char *transr, const char *uplo, const int *n, double *a, int *info, size_t transr_length, size_t uplo_length);

/// How many threads a call may use.
void openblas_set_num_threads(int num_threads);
